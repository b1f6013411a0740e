import { internal, required } from './internal';
import { type Descriptor, descriptorsOf, EVERYTHING, requestsTo } from './rate-limit-actions';
import { workloadLabels } from './selector';
import type { Spec } from './spec';
import { targetPortNumbers } from './target-ports';
import type { EnvoyFilterSpec } from '../../imports/networking.istio.io';
import { type GatewayKey, httpHosts } from '../model/gateway';
import type { MeshModel } from '../model/model';
import { RATE_LIMIT_UNITS, type RateLimit, type RateLimitRule } from '../model/rate-limit';
import { isHttp, type Labels, type ServiceKey } from '../model/service';

type EnvoyFilter = Spec<EnvoyFilterSpec>;
type ConfigPatch = NonNullable<EnvoyFilter['configPatches']>[number];

/**
 * Proxies of Istio 1.29 and later know all that is used here: older ones would refuse it with everything else they are told. Later ones are
 * not left out, or a limit would be gone after an upgrade, and nobody told.
 */
const PROXY_VERSION = '^1\\.(29|[3-9][0-9]|[1-9][0-9]{2})([^0-9].*)?$';

/**
 * How many different values are counted apart before the one that was not seen for longest is forgotten: a client that sends ever new values
 * fills no memory.
 */
const MOST_VALUES = 10_000;

/** A service's proxies count the requests to its HTTP ports. Readiness and metrics have ports of their own, and are not counted. */
export function renderServiceRateLimit(model: MeshModel, key: ServiceKey): EnvoyFilter {
  const service = required(model.services.get(key), `service ${key}`);
  const ports = targetPortNumbers(service.ports.filter(({ protocol }) => isHttp(protocol)));
  if (ports.length === 0) internal(`${key} has a rate limit and no HTTP port`);
  const filter = localFilter(key, model.rateLimitsOf(key), EVERYTHING);
  return envoyFilter(service.selector, `service ${key}`, ports.map((portNumber) => inserted('SIDECAR_INBOUND', filter, portNumber)));
}

/** A gateway's proxies count the requests to its hosts: its pods may be shared with other gateways, whose requests are none of our business. */
export function renderGatewayRateLimit(model: MeshModel, key: GatewayKey): EnvoyFilter {
  const { workload, servers } = required(model.gateways.get(key), `gateway ${key}`);
  const hosts = httpHosts(servers);
  if (hosts.length === 0) internal(`${key} has a rate limit and reads no request`);
  const filter = localFilter(key, model.gatewayRateLimitsOf(key), requestsTo(key, hosts));
  return envoyFilter(workload.labels, `gateway ${key}`, [inserted('GATEWAY', filter)]);
}

function envoyFilter(labels: Labels, what: string, configPatches: readonly ConfigPatch[]): EnvoyFilter {
  // with a priority, what it stands before is there already
  return { workloadSelector: { labels: workloadLabels(labels, what) }, priority: 10, configPatches };
}

/**
 * Last of all filters: who has no token or may not call is refused before, and costs those nothing who may; what browsers ask about pages of
 * other origins is answered before; and a refusal passes the filter that tells pages of other origins that they may read it.
 */
function inserted(context: 'SIDECAR_INBOUND' | 'GATEWAY', value: object, portNumber?: number): ConfigPatch {
  const before = { filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager', subFilter: { name: 'envoy.filters.http.router' } } } };
  return {
    applyTo: 'HTTP_FILTER',
    match: { context, proxy: { proxyVersion: PROXY_VERSION }, listener: portNumber === undefined ? before : { portNumber, ...before } },
    patch: { operation: 'INSERT_BEFORE', value },
  };
}

/** @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/local_rate_limit_filter */
function localFilter(key: string, limits: readonly RateLimit[], scope: Descriptor): object {
  const counted = limits.flatMap((limit) => descriptorsOf(limit, scope).map((descriptor) => ({ limit, descriptor })));
  return {
    name: `cdk8s-istio.rate-limit.${key}`,
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
      'stat_prefix': 'rate_limit',
      // Envoy's own defaults for both are none
      'filter_enabled': { default_value: { numerator: 100, denominator: 'HUNDRED' } },
      'filter_enforced': { default_value: { numerator: 100, denominator: 'HUNDRED' } },
      'enable_x_ratelimit_headers': 'DRAFT_VERSION_03',
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
