import { type AmountRange, type Range, sum, sumOfAmounts, times } from '../advice/amount';
import { FIGURES } from '../advice/guidance';
import { dataPlaneOf, isGatewayPod } from '../manifests/data-plane';
import { grouped, type Manifests } from '../manifests/manifests';
import { podCountOf } from '../manifests/pod-counts';
import { proxyRequestsOf } from '../manifests/proxy-requests';
import { requestRulesOf } from '../manifests/request-rules';
import type { Workload } from '../manifests/workload';
import { sorted } from '../support/compare';

/** A workload, how many pods it has, and what stands before them; undefined where nothing is known of its namespace. */
export interface CountedPods {
  readonly workload: Workload;
  readonly plane: 'sidecar' | 'ambient' | 'gateway' | 'none' | undefined;
  readonly pods: Range;
}

/** The pods of a namespace, and what their sidecars take, or would. */
export interface NamespaceCost {
  readonly namespace: string;
  readonly sidecars: Range;
  readonly ambient: Range;
  readonly gateways: Range;
  /** Pods that no proxy stands before. */
  readonly outside: Range;
  readonly reserved: AmountRange;
  /** CPU that is used goes by requests, which nobody can tell by namespace. */
  readonly usedMemory: Range;
  readonly guide: AmountRange;
  /** Kinds of objects for which somebody must read requests: in ambient mode a waypoint. */
  readonly requestRules: readonly string[];
}

export function countPods(manifests: Manifests, nodes: number): CountedPods[] {
  return manifests.workloads.map((workload) => ({
    workload,
    plane: isGatewayPod(workload) ? 'gateway' : dataPlaneOf(manifests, workload),
    pods: podCountOf(manifests, workload, nodes),
  }));
}

export function costByNamespace(manifests: Manifests, counted: readonly CountedPods[]): NamespaceCost[] {
  const rules = requestRulesOf(manifests);
  const byNamespace = grouped(counted, ({ workload }) => workload.namespace);
  return sorted(byNamespace.keys()).map((namespace) => costOfPods(namespace, byNamespace.get(namespace)!, rules.get(namespace) ?? []));
}

export function costOfPods(namespace: string, counted: readonly CountedPods[], requestRules: readonly string[]): NamespaceCost {
  const of = (...planes: readonly CountedPods['plane'][]) => counted.filter(({ plane }) => planes.includes(plane));
  const podsOf = (some: readonly CountedPods[]) => sum(...some.map(({ pods }) => pods));
  const inMesh = of('sidecar', 'ambient');
  const { sidecar } = FIGURES;
  return {
    namespace,
    sidecars: podsOf(of('sidecar')),
    ambient: podsOf(of('ambient')),
    gateways: podsOf(of('gateway')),
    outside: podsOf(of('none')),
    reserved: sumOfAmounts(...inMesh.map(({ workload, pods }) => times(pods, proxyRequestsOf(workload, sidecar.reserved)))),
    usedMemory: times(podsOf(inMesh), sidecar.used).memory,
    guide: times(podsOf(inMesh), sidecar.guide),
    requestRules,
  };
}
