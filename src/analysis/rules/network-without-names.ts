import { dataPlaneOf } from '../../manifests/data-plane';
import { networkPoliciesOf, type Opening, openingsOf, opensPort } from '../../manifests/network-policies';
import { defineRule } from '../rule';

const DNS = 53;

export const networkWithoutNames = defineRule({
  code: 'MSH367',
  name: 'network-without-names',
  severity: 'warning',
  summary: 'NetworkPolicy that lets pods call, and not ask for names',
  fix: 'Open the way out to the DNS servers of the cluster, on port 53 of UDP and TCP.',
  reads: ['networking.k8s.io/NetworkPolicy', '/Namespace'],
  messages: {
    nameless: '{workload} may call others, but nothing opens a port of UDP, or 53 of TCP: no name can be resolved',
  },
  check: (manifests, report) => {
    if (manifests.ofKind('networking.k8s.io/NetworkPolicy').length === 0) return;
    for (const workload of manifests.workloads) {
      const mode = dataPlaneOf(manifests, workload);
      if (mode !== 'sidecar' && mode !== 'ambient') continue;
      const openings = networkPoliciesOf(manifests, workload, 'egress').flatMap((policy) => openingsOf(policy, 'egress'));
      const [calling] = openings.filter((opening) => isForCalls(opening));
      if (calling !== undefined && !openings.some((opening) => mayAskForNames(opening))) {
        report(calling.policy, calling.path, 'nameless', { workload: `${workload.namespace}/${workload.name}` });
      }
    }
  },
});

/** What a proxy needs for itself is no call. */
function isForCalls({ ports }: Opening): boolean {
  return ports.length === 0 || ports.some(({ protocol = 'TCP', port }) => protocol === 'TCP' && (typeof port !== 'number' || port < 15000 || port > 15100));
}

/** Servers of names may listen anywhere, but hardly anything else speaks UDP. */
function mayAskForNames(opening: Opening): boolean {
  return opensPort(opening, DNS) || opening.ports.some(({ protocol }) => protocol === 'UDP');
}
