import { always, times } from './amount';
import type { Answers } from './answers';
import { likelyNodes, nodesBelow, USUAL_REQUESTS, type Way, WAYPOINT_PODS, waysOf } from './estimate';
import { FIGURES } from './guidance';

/** An estimate for services that nobody has written down yet. */
export interface Takes {
  readonly nodes: number;
  readonly requestsPerSecond: number;
  readonly ways: readonly Way[];
  readonly ambientIsLessUpTo: { readonly cpu: number; readonly memory: number };
  readonly assumed: readonly string[];
}

const PODS_OF_A_SERVICE = 2;

export function whatItTakes(answers: Answers): Takes {
  const pods = answers.pods ?? answers.services * PODS_OF_A_SERVICE;
  const nodes = answers.nodes ?? likelyNodes(pods);
  const requestsPerSecond = answers.requestsPerSecond ?? USUAL_REQUESTS;
  const sidecars = times(always(pods), FIGURES.sidecar.reserved);
  const fleet = { pods: always(pods), sidecars, waypoints: always(WAYPOINT_PODS), nodes, requestsPerSecond };
  return {
    nodes,
    requestsPerSecond,
    ways: waysOf(fleet),
    ambientIsLessUpTo: nodesBelow(fleet),
    assumed: [
      ...(answers.pods === undefined ? [`each service has ${PODS_OF_A_SERVICE} pods: ${pods} in all`] : []),
      ...(answers.nodes === undefined ? [`the cluster has ${nodes} nodes`] : []),
      ...(answers.requestsPerSecond === undefined ? [`services call each other ${USUAL_REQUESTS} times a second, all of them together`] : []),
      `there is one waypoint, of ${WAYPOINT_PODS} pods: each namespace with rules about requests needs its own`,
    ],
  };
}
