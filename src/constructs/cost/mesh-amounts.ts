import type { AmountRange } from '../../advice/amount';
import type { Way } from '../../advice/estimate';
import type { Part } from '../../report/cost';
import type { NamespaceCost } from '../../report/counted-pods';

/**
 * CPU and memory, from the fewest pods to the most that autoscalers make.
 */
export interface MeshAmount {
  /** Cores, with the fewest pods. */
  readonly cpu: number;

  /** Cores, with the most pods. */
  readonly cpuMost: number;

  /** Bytes, with the fewest pods. */
  readonly memory: number;

  /** Bytes, with the most pods. */
  readonly memoryMost: number;
}

/**
 * The pods of a namespace, and what their sidecars take, or would where they have none.
 */
export interface MeshCostOfNamespace {
  /** Name of the namespace. */
  readonly namespace: string;

  /** Pods with a sidecar, the fewest. */
  readonly sidecars: number;

  /** Pods with a sidecar, the most. */
  readonly sidecarsMost: number;

  /** Pods in ambient mode, the fewest. */
  readonly ambient: number;

  /** Pods in ambient mode, the most. */
  readonly ambientMost: number;

  /** Pods of gateways, the fewest. */
  readonly gateways: number;

  /** Pods of gateways, the most. */
  readonly gatewaysMost: number;

  /** Pods that no proxy stands before, the fewest. */
  readonly outside: number;

  /** Pods that no proxy stands before, the most. */
  readonly outsideMost: number;

  /** What sidecars of the pods in the mesh reserve. */
  readonly reserved: MeshAmount;

  /** What a guide counts for them. */
  readonly guide: MeshAmount;

  /** Kinds of objects for which requests must be read: in ambient mode, a waypoint would. */
  readonly requestRules: string[];
}

/**
 * What the proxies of one way to have a mesh take, or an Ingress without one.
 */
export interface MeshCostWay {
  /** `sidecars`, `ambient` (without rules about requests), `waypoints` (ambient, with them), or `ingress` (no mesh). */
  readonly name: string;

  /** Proxies, the fewest. */
  readonly proxies: number;

  /** Proxies, the most. */
  readonly proxiesMost: number;

  /**
   * What is set aside for them: as pods and the charts of Istio say it.
   *
   * @default - nobody says
   */
  readonly reserved?: MeshAmount;

  /**
   * What they use, as Istio has measured it.
   *
   * @default - nobody says
   */
  readonly used?: MeshAmount;

  /**
   * What a guide counts for them.
   *
   * @default - nobody says
   */
  readonly guide?: MeshAmount;
}

/**
 * What a mesh needs besides the proxies of its pods.
 */
export interface MeshCostPart {
  /** `istiod`, `CNI plugin`, or `gateways`. */
  readonly name: string;

  /** Pods, the fewest. */
  readonly pods: number;

  /** Pods, the most. */
  readonly podsMost: number;

  /** What is set aside for them. */
  readonly reserved: MeshAmount;

  /**
   * What a guide counts for them.
   *
   * @default - nobody says
   */
  readonly guide?: MeshAmount;
}

export function namespaceAmounts(cost: NamespaceCost): MeshCostOfNamespace {
  const { namespace, sidecars, ambient, gateways, outside, reserved, guide, requestRules } = cost;
  return {
    namespace,
    sidecars: sidecars.least,
    sidecarsMost: sidecars.most,
    ambient: ambient.least,
    ambientMost: ambient.most,
    gateways: gateways.least,
    gatewaysMost: gateways.most,
    outside: outside.least,
    outsideMost: outside.most,
    reserved: meshAmount(reserved),
    guide: meshAmount(guide),
    requestRules: [...requestRules],
  };
}

export function wayAmounts({ key, proxies, reserved, used, guide }: Way): MeshCostWay {
  return {
    name: key,
    proxies: proxies.least,
    proxiesMost: proxies.most,
    reserved: reserved && meshAmount(reserved),
    used: used && meshAmount(used),
    guide: guide && meshAmount(guide),
  };
}

export function partAmounts({ title, pods, reserved, guide }: Part): MeshCostPart {
  return { name: title, pods: pods.least, podsMost: pods.most, reserved: meshAmount(reserved), guide: guide && meshAmount(guide) };
}

function meshAmount({ cpu, memory }: AmountRange): MeshAmount {
  return { cpu: cpu.least, cpuMost: cpu.most, memory: memory.least, memoryMost: memory.most };
}
