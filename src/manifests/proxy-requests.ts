import { amountOf } from './quantity';
import { containersOf, type Workload } from './workload';

/** CPU in cores and memory in bytes that are set aside for one proxy. */
export interface ProxyRequests {
  readonly cpu: number;
  readonly memory: number;
}

type Resource = keyof ProxyRequests;

const ANNOTATIONS: Readonly<Record<Resource, string>> = { cpu: 'sidecar.istio.io/proxyCPU', memory: 'sidecar.istio.io/proxyMemory' };

/**
 * What the proxy in a workload's pods requests: by its own container, by annotations, or as everywhere. One of the annotations, that of a
 * limit too, takes away all that is set everywhere; what has a limit and no request requests its limit.
 *
 * @see https://github.com/istio/istio/blob/release-1.31/manifests/charts/istio-control/istio-discovery/files/injection-template.yaml
 */
export function proxyRequestsOf(workload: Workload, everywhere: ProxyRequests): ProxyRequests {
  const own = containersOf(workload).find(({ name }) => name === 'istio-proxy');
  const isInjected = own === undefined || own.image === undefined || own.image === '' || own.image === 'auto';
  const injected = isInjected ? injectedRequests(workload, everywhere) : { cpu: 0, memory: 0 };
  const of = (resource: Resource) => amountOf(own?.resources?.requests?.[resource])
    ?? (isInjected ? injected[resource] : amountOf(own.resources?.limits?.[resource]) ?? 0);
  return { cpu: of('cpu'), memory: of('memory') };
}

function injectedRequests({ annotations }: Workload, everywhere: ProxyRequests): ProxyRequests {
  const said = (resource: Resource) => annotations[ANNOTATIONS[resource]] ?? annotations[`${ANNOTATIONS[resource]}Limit`];
  if (said('cpu') === undefined && said('memory') === undefined) return everywhere;
  return { cpu: amountOf(said('cpu')) ?? 0, memory: amountOf(said('memory')) ?? 0 };
}
