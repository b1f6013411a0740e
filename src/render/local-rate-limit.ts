import { type Descriptor, descriptorsOf } from './rate-limit-actions';
import { RATE_LIMIT_UNITS, type RateLimit, type RateLimitRule } from '../model/rate-limit';

/**
 * How many different values are counted apart before the one that was not seen for longest is forgotten: a client that sends ever new values
 * fills no memory.
 */
const MOST_VALUES = 10_000;

/**
 * Each proxy counts for itself.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/local_rate_limit_filter
 */
export function localRateLimit(key: string, limits: readonly RateLimit[], scope: Descriptor, { tells }: { readonly tells: boolean }): object {
  const counted = limits.flatMap((limit) => descriptorsOf(limit, scope).map((descriptor) => ({ limit, descriptor })));
  return {
    name: `cdk8s-istio.rate-limit.${key}`,
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
      'stat_prefix': 'rate_limit',
      // Envoy's own defaults for both are none
      'filter_enabled': { default_value: { numerator: 100, denominator: 'HUNDRED' } },
      'filter_enforced': { default_value: { numerator: 100, denominator: 'HUNDRED' } },
      'enable_x_ratelimit_headers': tells ? 'DRAFT_VERSION_03' : 'OFF',
      'response_headers_to_add': [{ append_action: 'OVERWRITE_IF_EXISTS_OR_ADD', header: { key: 'retry-after', value: String(retryAfter(limits)) } }],
      'rate_limited_as_resource_exhausted': true,
      'max_dynamic_descriptors': MOST_VALUES,
      'rate_limits': counted.map(({ descriptor: { actions } }) => ({ actions })),
      'descriptors': counted.map(({ limit, descriptor: { entries } }) => ({ entries, token_bucket: bucketOf(limit) })),
    },
  };
}

function bucketOf({ requests, unit, burst }: RateLimitRule) {
  return { max_tokens: burst, tokens_per_fill: requests, fill_interval: `${RATE_LIMIT_UNITS[unit]}s` };
}

/** In how many seconds a request passes again: Envoy says the same number whatever limit refused, so it is that of the fastest. */
function retryAfter(limits: readonly RateLimit[]): number {
  return Math.ceil(Math.min(...limits.map(({ requests, unit }) => RATE_LIMIT_UNITS[unit] / requests)));
}
