import { globalRateLimit } from './global-rate-limit';
import { internal, required } from './internal';
import { localRateLimit } from './local-rate-limit';
import { type Descriptor, EVERYTHING, requestsTo } from './rate-limit-actions';
import { workloadLabels } from './selector';
import type { Spec } from './spec';
import { targetPortNumbers } from './target-ports';
import type { EnvoyFilterSpec } from '../../imports/networking.istio.io';
import type { GatewayKey } from '../model/gateway';
import type { MeshModel } from '../model/model';
import type { RateLimit } from '../model/rate-limit';
import { isHttp, type Labels, type ServiceKey } from '../model/service';
import { sortedSet } from '../support/compare';

type EnvoyFilter = Spec<EnvoyFilterSpec>;
type ConfigPatch = NonNullable<EnvoyFilter['configPatches']>[number];

/**
 * Proxies of Istio 1.29 and later know all that is used here: older ones would refuse it with everything else they are told. Later ones are
 * not left out, or a limit would be gone after an upgrade, and nobody told.
 */
const PROXY_VERSION = '^1\\.(29|[3-9][0-9]|[1-9][0-9]{2})([^0-9].*)?$';

/** A service's proxies count the requests to its HTTP ports. Readiness and metrics have ports of their own, and are not counted. */
export function renderServiceRateLimit(model: MeshModel, key: ServiceKey): EnvoyFilter {
  const service = required(model.services.get(key), `service ${key}`);
  const ports = targetPortNumbers(service.ports.filter(({ protocol }) => isHttp(protocol)));
  if (ports.length === 0) internal(`${key} has a rate limit and no HTTP port`);
  const filters = filtersOf(model, key, model.rateLimitsOf(key), EVERYTHING);
  return envoyFilter(service.selector, `service ${key}`, ports.flatMap((portNumber) => filters.map((filter) => inserted('SIDECAR_INBOUND', filter, portNumber))));
}

/** A gateway's proxies count the requests to its hosts: its pods may be shared with other gateways, whose requests are none of our business. */
export function renderGatewayRateLimit(model: MeshModel, key: GatewayKey): EnvoyFilter {
  const gateway = required(model.gateways.get(key), `gateway ${key}`);
  const filters = filtersOf(model, key, model.gatewayRateLimitsOf(key), requestsTo(gateway));
  return envoyFilter(gateway.workload.labels, `gateway ${key}`, filters.map((filter) => inserted('GATEWAY', filter)));
}

/** What a proxy knows by itself is asked first. One says what is left, or headers would say both in one line. */
function filtersOf(model: MeshModel, key: string, limits: readonly RateLimit[], scope: Descriptor): object[] {
  const local = limits.filter(({ domain }) => domain === undefined);
  const domains = sortedSet(limits.flatMap(({ domain }) => domain ?? []));
  return [
    ...(local.length === 0 ? [] : [localRateLimit(key, local, scope, { tells: domains.length === 0 })]),
    ...domains.map((domain) => globalRateLimit(model, domain, key, limits.filter((limit) => limit.domain === domain))),
  ];
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
