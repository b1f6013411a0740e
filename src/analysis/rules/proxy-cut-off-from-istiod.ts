import { dataPlaneOf } from '../../manifests/data-plane';
import { networkPoliciesOf, openingsOf, opensPort } from '../../manifests/network-policies';
import { defineRule } from '../rule';

/** Ports of istiod: with TLS, and without. */
const CONTROL_PLANE = [15012, 15010];

export const proxyCutOffFromIstiod = defineRule({
  code: 'MSH366',
  name: 'proxy-cut-off-from-istiod',
  severity: 'error',
  summary: 'NetworkPolicy that keeps proxies from istiod',
  fix: 'Open the way out to port 15012 of the pods `app: istiod` in the namespace of the control plane.',
  reads: ['networking.k8s.io/NetworkPolicy', '/Namespace'],
  messages: {
    cut: 'nothing opens port 15012 to {workload}: its proxy gets no certificate and no configuration, and its pods never become ready',
  },
  check: (manifests, report) => {
    if (manifests.ofKind('networking.k8s.io/NetworkPolicy').length === 0) return;
    for (const workload of manifests.workloads) {
      if (dataPlaneOf(manifests, workload) !== 'sidecar') continue;
      const policies = networkPoliciesOf(manifests, workload, 'egress');
      const openings = policies.flatMap((policy) => openingsOf(policy, 'egress'));
      const isOpen = policies.length === 0 || openings.some((opening) => CONTROL_PLANE.some((port) => opensPort(opening, port)));
      if (!isOpen) report(policies[0], 'spec.egress', 'cut', { workload: `${workload.namespace}/${workload.name}` });
    }
  },
});
