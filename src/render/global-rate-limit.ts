import { required } from './internal';
import { globalDescriptorsOf } from './rate-limit-actions';
import { fqdn, type MeshModel } from '../model/model';
import type { RateLimit } from '../model/rate-limit';
import type { RateLimitService } from '../model/rate-limit-service';

/**
 * One counts for all proxies, and each request waits for its answer.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/rate_limit_filter
 */
export function globalRateLimit(model: MeshModel, domain: string, key: string, limits: readonly RateLimit[]): object {
  const service = required(model.rateLimitServices.get(domain), `rate limit service ${domain}`);
  const host = hostOf(model, service);
  return {
    name: `cdk8s-istio.rate-limit.${key}.${domain}`,
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit',
      'domain': domain,
      // Envoy reads seconds only
      'timeout': `${service.timeoutMs / 1000}s`,
      'failure_mode_deny': service.failOpenReason === undefined,
      // a 5xx would let callers eject the pods of the limited service while the one that counts is gone
      'status_on_error': { code: 'TooManyRequests' },
      'enable_x_ratelimit_headers': 'DRAFT_VERSION_03',
      'enable_retry_after_header': true,
      'rate_limited_as_resource_exhausted': true,
      'rate_limit_service': {
        transport_api_version: 'V3',
        grpc_service: { envoy_grpc: { cluster_name: `outbound|${service.port.number}||${host}`, authority: host } },
      },
      'rate_limits': limits.flatMap((limit) => globalDescriptorsOf(model, limit)).map(({ actions }) => ({ actions })),
    },
  };
}

function hostOf(model: MeshModel, { target }: RateLimitService): string {
  return target.kind === 'external' ? target.host : fqdn(required(model.services.get(target.service), `service ${target.service}`), model.settings);
}
