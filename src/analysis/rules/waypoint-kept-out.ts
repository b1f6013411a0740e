import { mayBeAdmitted } from '../../manifests/admission';
import { dataPlaneOf } from '../../manifests/data-plane';
import { isDryRun, policiesOf } from '../../manifests/policies';
import { waypointOf } from '../../manifests/waypoints';
import { defineRule } from '../rule';

export const waypointKeptOut = defineRule({
  code: 'MSH369',
  name: 'waypoint-kept-out',
  severity: 'error',
  summary: 'policy of pods that does not let in the waypoint of their Service',
  fix: 'Allow the service account of the waypoint here, and say who may call in a policy that names the Service (`targetRefs`).',
  reads: ['security.istio.io/AuthorizationPolicy', 'gateway.networking.k8s.io/Gateway', '/Namespace', '/Service'],
  messages: {
    refused: 'requests for {service} come by waypoint {waypoint}, under its own account {account}, which no ALLOW policy for {workload} could mean: all are refused',
  },
  check: (manifests, report) => {
    if (manifests.ofKind('security.istio.io/AuthorizationPolicy').length === 0) return;
    for (const workload of manifests.workloads) {
      if (dataPlaneOf(manifests, workload) !== 'ambient') continue;
      for (const service of manifests.servicesOf(workload)) {
        const waypoint = waypointOf(manifests, service);
        if (waypoint === undefined || mayBeAdmitted(manifests, workload, waypoint)) continue;
        const policies = policiesOf(manifests, 'security.istio.io/AuthorizationPolicy', workload).filter((policy) => (policy.spec.action ?? 'ALLOW') === 'ALLOW' && !isDryRun(policy));
        for (const policy of policies) {
          report(policy, policy.spec.rules === undefined ? 'spec' : 'spec.rules', 'refused', {
            service: service.metadata.name, waypoint: `${waypoint.namespace}/${waypoint.name}`, account: waypoint.account, workload: `${workload.namespace}/${workload.name}`,
          });
        }
      }
    }
  },
});
