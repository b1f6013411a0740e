import type { Labels } from './manifest';
import type { Manifests } from './manifests';
import { containersOf, type Workload } from './workload';

/** What stands between a pod and the network: a proxy beside it, the one of its node, or nothing. */
export type DataPlane = 'sidecar' | 'ambient' | 'none';

const INJECT = 'sidecar.istio.io/inject';
const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const MODE = 'istio.io/dataplane-mode';
/** On pods that the Gateway API makes: the name of their Gateway. */
export const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** What stands between the pods of a workload and the network; undefined where nothing is known of their namespace. */
export function dataPlaneOf(manifests: Manifests, workload: Workload): DataPlane | undefined {
  const known = manifests.once('data planes', () => new Map<Workload, DataPlane | undefined>());
  if (!known.has(workload)) known.set(workload, findDataPlane(manifests, workload));
  return known.get(workload);
}

function findDataPlane(manifests: Manifests, workload: Workload): DataPlane | undefined {
  if (hasProxyContainer(workload)) return 'sidecar';
  if (workload.pod.hostNetwork === true) return 'none';
  const namespace = manifests.namespaceLabels(workload.namespace);
  if (namespace === undefined) return undefined;
  if (isInjected(namespace, workload)) return 'sidecar';
  const mode = workload.labels[MODE] ?? namespace[MODE];
  return mode === 'ambient' ? 'ambient' : 'none';
}

/** Whether the pods of a namespace are captured by the proxy of their node, as far as they say nothing else. */
export function isAmbientNamespace(labels: Labels | undefined): boolean {
  return labels?.[MODE] === 'ambient' && labels[INJECTION] !== 'enabled' && !labels[REVISION];
}

/** Whether pods are a gateway: they are nothing but a proxy, which policies see as any other. */
export function isGatewayPod({ labels, annotations, pod }: Workload): boolean {
  const { containers = [] } = pod;
  return labels[GATEWAY_NAME] !== undefined
    || (annotations['inject.istio.io/templates'] ?? '').split(',').some((template) => template.trim() === 'gateway')
    || (containers.length === 1 && containers[0].name === 'istio-proxy');
}

function hasProxyContainer(workload: Workload): boolean {
  return containersOf(workload).some(({ name, image }) => name === 'istio-proxy' && image !== undefined && image !== '' && image !== 'auto');
}

/** As the webhooks of an installation choose pods: what the namespace says first, then the pod, whose label counts more than its annotation. */
function isInjected(namespace: Labels, { labels, annotations }: Workload): boolean {
  const asked = labels[INJECT] ?? annotations[INJECT];
  if (asked === 'false') return false;
  if (namespace[INJECTION] !== undefined) return namespace[INJECTION] === 'enabled';
  if (namespace[REVISION]) return true;
  return labels[INJECT] === 'true' || (labels[REVISION] !== undefined && labels[REVISION] !== '');
}
