import type { Outcome, Step } from './decision';
import { bySni, sendOn } from './enter';
import { gatewayPorts, ownGateways } from './gateway-servers';
import type { Routing } from './pipeline';
import { judge } from './server-side';
import { titleOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';

/** Who asks inside of the mesh, and when. */
interface Asking {
  readonly principal: string;
  readonly sourceIp: string | undefined;
  readonly now: number;
}

/** Requests of the mesh that arrive at a gateway's pods, as on their way out, go on from there. */
export function throughGateways(manifests: Manifests, { outcomes, route }: Routing, asking: Asking, steps: Step[]): Routing {
  return { route, outcomes: outcomes.flatMap((outcome) => goOn(manifests, outcome, asking, steps)) };
}

function goOn(manifests: Manifests, outcome: Outcome, asking: Asking, steps: Step[]): readonly Outcome[] {
  const { workload, port, received, cluster, share } = outcome;
  const pods = workload && ownGateways(manifests).get(workload);
  if (pods === undefined || port === undefined || received === undefined) return [outcome];
  const sni = cluster?.policy.tls?.sni;
  const server = bySni(gatewayPorts(manifests, pods).get(port)?.tls ?? [], sni);
  if (server?.server.tls?.mode !== 'ISTIO_MUTUAL' || outcome.hasMutualTls !== true) return [outcome];
  steps.push({ stage: 'gateway', verdict: `mutual TLS for ${sni} ends at ${titleOf(server.object)}`, object: server.object, path: server.path });
  const hop = { ...asking, request: received, transport: 'mutual' as const, remoteIp: undefined, sni, isAnswered: true };
  const judged = judge(manifests, pods, true, { ...hop, port, destinationIp: undefined }, steps);
  if (judged.result !== undefined) return [{ share, workload, port, ...judged.result }];
  const letIn = { ...asking, request: judged.request, claims: judged.claims, port: server.server.port.number };
  const { outcomes } = sendOn(manifests, pods, [server], letIn, steps);
  return outcomes.map((next) => ({ ...next, share: (next.share * share) / 100 }));
}
