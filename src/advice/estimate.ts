import { type Amount, type AmountRange, always, type Range, sumOfAmounts, times } from './amount';
import { AMBIENT_SHARE, FIGURES, INGRESS_REPLICAS, PODS_ON_A_NODE } from './guidance';

/** The pods of a mesh, and what they would have as sidecars and as waypoints. */
export interface Fleet {
  /** Pods in the mesh, those of gateways left out. */
  readonly pods: Range;
  /** What their sidecars reserve, or would. */
  readonly sidecars: AmountRange;
  /** Pods of waypoints that rules about requests need. */
  readonly waypoints: Range;
  readonly nodes: number;
  /** How often services call each other, all of them together. */
  readonly requestsPerSecond: number;
}

/** Where nobody said: calls of services a second. */
export const USUAL_REQUESTS = 1000;

/** Of each waypoint, so that one may fail. */
export const WAYPOINT_PODS = 2;

/** One way to have it, by each of those who give figures. */
export interface Way {
  readonly key: 'sidecars' | 'ambient' | 'waypoints' | 'ingress';
  readonly title: string;
  /** Pods or containers that run a proxy. */
  readonly proxies: Range;
  readonly reserved?: AmountRange;
  readonly used?: AmountRange;
  readonly guide?: AmountRange;
}

/** What the proxies take, beside what every mesh needs. */
export function waysOf(fleet: Fleet): Way[] {
  const { pods, sidecars, waypoints, nodes } = fleet;
  const { sidecar, ztunnel, waypoint, ingress } = FIGURES;
  const perNode = always(nodes);
  // a call between two services passes the proxies of both
  const sidecarsUse = using(pods, sidecar.used, 2, fleet);
  const tunnelsUse = using(perNode, ztunnel.used, 2, fleet);
  const tunnels = times(perNode, ztunnel.reserved);
  const guide = times(pods, sidecar.guide);
  return [
    { key: 'sidecars', title: 'sidecars', proxies: pods, reserved: sidecars, used: sidecarsUse, guide },
    { key: 'ambient', title: 'ambient, without rules about requests', proxies: perNode, reserved: tunnels, used: tunnelsUse, guide: less(guide) },
    {
      key: 'waypoints',
      title: 'ambient, with waypoints',
      proxies: { least: nodes + waypoints.least, most: nodes + waypoints.most },
      reserved: sumOfAmounts(tunnels, times(waypoints, waypoint.reserved)),
      used: sumOfAmounts(tunnelsUse, using(waypoints, waypoint.used, 1, fleet)),
    },
    { key: 'ingress', title: 'no mesh, Ingress alone', proxies: always(INGRESS_REPLICAS), guide: times(always(INGRESS_REPLICAS), ingress.guide) },
  ];
}

/** Up to how many nodes ambient mode reserves less than sidecars do; with fewer nodes than one it never does. */
export function nodesBelow({ sidecars, waypoints }: Pick<Fleet, 'sidecars' | 'waypoints'>): { readonly cpu: number; readonly memory: number } {
  const { ztunnel, waypoint } = FIGURES;
  const last = (saved: number, each: number) => Math.max(0, Math.ceil(saved / each - 1e-9) - 1);
  return {
    cpu: last(sidecars.cpu.least - waypoints.least * waypoint.reserved.cpu, ztunnel.reserved.cpu),
    memory: last(sidecars.memory.least - waypoints.least * waypoint.reserved.memory, ztunnel.reserved.memory),
  };
}

/** Three, so that one may fail, unless more are needed to hold the pods. */
export function likelyNodes(pods: number): number {
  return Math.max(3, Math.ceil(pods / PODS_ON_A_NODE));
}

/** CPU goes by the requests, however many share them; memory by how many there are. */
function using(count: Range, used: Amount, passes: number, { requestsPerSecond }: Fleet): AmountRange {
  return { cpu: count.most === 0 ? always(0) : always((used.cpu * passes * requestsPerSecond) / 1000), memory: times(count, used).memory };
}

function less({ cpu, memory }: AmountRange): AmountRange {
  const part = ({ least, most }: Range) => ({ least: least * AMBIENT_SHARE.least, most: most * AMBIENT_SHARE.most });
  return { cpu: part(cpu), memory: part(memory) };
}
