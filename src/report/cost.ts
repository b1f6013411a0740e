import { costByNamespace, costOfPods, type CountedPods, countPods, type NamespaceCost } from './counted-pods';
import { type AmountRange, always, type Range, sum, sumOfAmounts, times } from '../advice/amount';
import { likelyNodes, nodesBelow, USUAL_REQUESTS, type Way, WAYPOINT_PODS, waysOf } from '../advice/estimate';
import { FIGURES, type SourceName } from '../advice/guidance';
import { GATEWAY_NAME } from '../manifests/data-plane';
import { type KubernetesGateway, kubernetesGatewaysOf } from '../manifests/gateway-api';
import { podsOfGateway } from '../manifests/gateways';
import type { Manifests } from '../manifests/manifests';
import { scaledCount } from '../manifests/pod-counts';
import { proxyRequestsOf } from '../manifests/proxy-requests';
import { sortedSet } from '../support/compare';
import { fieldsOf, listOf } from '../support/fields';

export interface CostQuestion {
  /** How many nodes the cluster has; a few where nobody said. */
  readonly nodes?: number;
  /** How often services call each other, all of them together; 1,000 where nobody said. */
  readonly requestsPerSecond?: number;
}

/** What the proxies of a mesh take. */
export interface Cost {
  readonly nodes: number;
  readonly requestsPerSecond: number;
  readonly namespaces: readonly NamespaceCost[];
  readonly all: NamespaceCost;
  readonly ways: readonly Way[];
  /** What every mesh needs besides the proxies of its pods. */
  readonly besides: readonly Part[];
  /** Up to how many nodes ambient mode reserves less than sidecars. */
  readonly ambientIsLessUpTo: { readonly cpu: number; readonly memory: number };
  readonly assumed: readonly string[];
  readonly notCounted: readonly string[];
}

export interface Part {
  readonly title: string;
  readonly pods: Range;
  readonly reserved: AmountRange;
  readonly guide?: AmountRange;
}

/** Whose figures are counted with. */
export const COST_SOURCES = ['charts', 'performance', 'ingressOrMesh', 'whyMesh', 'largeClusters'] as const satisfies readonly SourceName[];

const WAYPOINT_CLASS = 'istio-waypoint';

export function costOf(manifests: Manifests, { nodes: said, requestsPerSecond = USUAL_REQUESTS }: CostQuestion = {}): Cost {
  const nodes = said ?? likelyNodes(sum(...countPods(manifests, 1).map(({ pods }) => pods)).most);
  const found = countPods(manifests, nodes);
  const isMesh = found.some(({ plane }) => plane === 'sidecar' || plane === 'ambient');
  // where there is no mesh yet, it is told what one would take
  const counted = isMesh ? found : found.map((one) => (one.plane === 'none' && one.workload.pod.hostNetwork !== true ? { ...one, plane: 'sidecar' as const } : one));
  const namespaces = costByNamespace(manifests, counted);
  const all = costOfPods('', counted, sortedSet(namespaces.flatMap(({ requestRules }) => requestRules)));
  const waypoints = waypointsOf(manifests, namespaces);
  const fleet = { pods: sum(all.sidecars, all.ambient), sidecars: all.reserved, waypoints: waypoints.pods, nodes, requestsPerSecond };
  const elsewhere = gatewaysElsewhere(manifests);
  return {
    nodes,
    requestsPerSecond,
    namespaces,
    all,
    ways: waysOf(fleet),
    besides: besides(manifests, counted, nodes, elsewhere.length),
    ambientIsLessUpTo: nodesBelow(fleet),
    assumed: [
      ...(said === undefined ? [`the cluster has ${nodes} nodes, since nobody said how many`] : []),
      `services call each other ${requestsPerSecond} times a second, all of them together: CPU that is used grows with that, and an idle proxy is counted with none`,
      'a call passes two sidecars or two ztunnels, and in ambient mode one waypoint where there are any',
      waypoints.assumed,
      'there is one pod of istiod, and Istio’s CNI plugin on every node',
      ...(isMesh ? [] : ['no pod is in a mesh yet: they are counted as if all of them were, those of the host’s network left out']),
    ],
    notCounted: [
      ...(manifests.refused.length === 0 ? [] : [`objects that cannot be read: ${manifests.refused.length}`]),
      ...unknownPlanes(counted),
      ...(elsewhere.length === 0 ? [] : [`what autoscalers add to the gateways ${elsewhere.join(', ')}, which are not among the manifests: one pod of each is counted`]),
      'pods that are there besides while others are replaced or released',
      'memory that proxies use beyond what was measured: it grows with what they know of the mesh, which Sidecars keep small',
      'what gateways use, latency, traffic between zones, and the people who look after it',
    ],
  };
}

/** Those that there are, or those that rules about requests would need. */
function waypointsOf(manifests: Manifests, namespaces: readonly NamespaceCost[]): { readonly pods: Range; readonly assumed: string } {
  const there = kubernetesGatewaysOf(manifests).filter(({ spec }) => spec.gatewayClassName === WAYPOINT_CLASS);
  if (there.length > 0) return { pods: sum(...there.map((gateway) => podsOfKubernetesGateway(manifests, gateway))), assumed: 'the waypoints of the manifests are all that ambient mode needs' };
  const needed = namespaces.filter(({ requestRules, sidecars, ambient }) => requestRules.length > 0 && sidecars.most + ambient.most > 0);
  if (needed.length === 0) return { pods: always(0), assumed: 'no rule is about requests, so that ambient mode needs no waypoint' };
  const names = needed.map(({ namespace }) => namespace).join(', ');
  return { pods: always(needed.length * WAYPOINT_PODS), assumed: `in ambient mode, a waypoint of ${WAYPOINT_PODS} pods would read the requests of each namespace with rules about them: ${names}` };
}

function besides(manifests: Manifests, counted: readonly CountedPods[], nodes: number, elsewhere: number): Part[] {
  const { istiod, cni, gateway } = FIGURES;
  const own = counted.filter(({ plane }) => plane === 'gateway');
  const deployed = kubernetesGatewaysOf(manifests).filter((one) => isDeployedByIstio(one, own)).map((one) => podsOfKubernetesGateway(manifests, one));
  const unnamed = sum(...deployed, always(elsewhere));
  const gateways = sum(...own.map(({ pods }) => pods), unnamed);
  const reserved = [...own.map(({ workload, pods }) => times(pods, proxyRequestsOf(workload, gateway.reserved))), times(unnamed, gateway.reserved)];
  return [
    { title: 'istiod', pods: always(1), reserved: times(always(1), istiod.reserved), guide: times(always(1), istiod.guide) },
    { title: 'CNI plugin', pods: always(nodes), reserved: times(always(nodes), cni.reserved) },
    ...(gateways.most === 0 ? [] : [{ title: 'gateways', pods: gateways, reserved: sumOfAmounts(...reserved), guide: times(gateways, gateway.guide) }]),
  ];
}

/** Whether Istio makes pods for a Gateway of the Gateway API, which are not counted as such. */
function isDeployedByIstio({ metadata, spec }: KubernetesGateway, counted: readonly CountedPods[]): boolean {
  const isElsewhere = listOf(fieldsOf(spec).addresses).some(({ type }) => type === 'Hostname');
  const isCounted = counted.some(({ workload }) => workload.namespace === metadata.namespace && workload.labels[GATEWAY_NAME] === metadata.name);
  return spec.gatewayClassName === 'istio' && !isElsewhere && !isCounted;
}

/** Istio makes a Deployment of one pod, named after the Gateway and its class; that of a waypoint after the Gateway alone. */
function podsOfKubernetesGateway(manifests: Manifests, { metadata: { namespace, name }, spec }: KubernetesGateway): Range {
  const deployment = spec.gatewayClassName === WAYPOINT_CLASS ? name : `${name}-${spec.gatewayClassName}`;
  return scaledCount(manifests, 'Deployment', namespace, deployment, 1);
}

/** Gateways that Gateways of the manifests are for, and whose pods are not among them. */
function gatewaysElsewhere(manifests: Manifests): string[] {
  const pods = manifests.ofKind('networking.istio.io/Gateway').flatMap((gateway) => podsOfGateway(manifests, gateway));
  return sortedSet(pods.filter(({ workload }) => workload === undefined).map(({ namespace, labels }) => `${namespace}/${labels.app ?? labels.istio ?? 'gateway'}`));
}

function unknownPlanes(counted: readonly CountedPods[]): string[] {
  const unknown = sortedSet(counted.filter(({ plane }) => plane === undefined).map(({ workload }) => workload.namespace));
  return unknown.length === 0 ? [] : [`the pods of ${unknown.join(', ')}: nothing says whether they are in the mesh (give the Namespace, or name it in the context)`];
}
