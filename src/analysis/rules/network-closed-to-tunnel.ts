import { dataPlaneOf } from '../../manifests/data-plane';
import type { Manifests } from '../../manifests/manifests';
import { networkPoliciesOf, type Opening, openingsOf, opensPort, peersOf } from '../../manifests/network-policies';
import { portsOfWorkload } from '../../manifests/workload-ports';
import { defineRule } from '../rule';

/** Where the proxy of a node takes connections for the pods on it: no others come from the mesh. */
const TUNNEL = 15008;

export const networkClosedToTunnel = defineRule({
  code: 'MSH365',
  name: 'network-closed-to-tunnel',
  severity: 'error',
  summary: 'NetworkPolicy that opens the ports of pods, and not the tunnel by which the mesh reaches them',
  fix: 'Open port 15008 to the same peers, too: connections of the mesh come in there, whatever port they are for.',
  reads: ['networking.k8s.io/NetworkPolicy', '/Namespace', '/Service'],
  messages: {
    closed: 'port {port} of {workload} is opened, but callers in the mesh come by 15008, which nothing opens: their connections time out',
  },
  check: (manifests, report) => {
    if (manifests.ofKind('networking.k8s.io/NetworkPolicy').length === 0) return;
    for (const workload of manifests.workloads) {
      if (dataPlaneOf(manifests, workload) !== 'ambient') continue;
      const openings = networkPoliciesOf(manifests, workload, 'ingress').flatMap((policy) => openingsOf(policy, 'ingress'));
      if (openings.some((opening) => opensPort(opening, TUNNEL, workload))) continue;
      for (const opening of openings) {
        const port = portsOfWorkload(manifests, workload).find(({ number }) => opensPort(opening, number, workload));
        if (port !== undefined && isForMesh(manifests, opening)) {
          report(opening.policy, `${opening.path}.ports`, 'closed', { port: port.number, workload: `${workload.namespace}/${workload.name}` });
        }
      }
    }
  },
});

/** Whether some peer is in the mesh, or may be anybody. */
function isForMesh(manifests: Manifests, opening: Opening): boolean {
  return opening.peers.length === 0 || opening.peers.some((_, index) => peersOf(manifests, opening, index).some((peer) => {
    const mode = dataPlaneOf(manifests, peer);
    return mode === 'sidecar' || mode === 'ambient';
  }));
}
