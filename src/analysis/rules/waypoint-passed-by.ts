import { dataPlaneOf } from '../../manifests/data-plane';
import { isDryRun, policiesOf, targetPath, targetsOf } from '../../manifests/policies';
import { waypointOf } from '../../manifests/waypoints';
import { defineRule } from '../rule';

export const waypointPassedBy = defineRule({
  code: 'MSH370',
  name: 'waypoint-passed-by',
  severity: 'warning',
  summary: 'policy for a Service whose pods can be called past the waypoint',
  fix: 'Add an AuthorizationPolicy with a selector for the pods which denies everybody whose `notPrincipals` is the account of the waypoint.',
  reads: ['security.istio.io/AuthorizationPolicy', 'gateway.networking.k8s.io/Gateway', '/Namespace', '/Service'],
  messages: {
    open: 'who calls the address of a pod of {workload} does not come by waypoint {waypoint}, which enforces this: no policy of the pods keeps him out',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      if (isDryRun(policy) || policy.spec.action === 'AUDIT') continue;
      targetsOf(policy.spec).forEach(({ kind, name }, index) => {
        const service = kind === 'Service' ? manifests.find('/Service', policy.metadata.namespace, name) : undefined;
        const waypoint = service === undefined ? undefined : waypointOf(manifests, service);
        const { selector } = service?.spec ?? {};
        if (waypoint === undefined || selector === undefined || selector === null) return;
        const open = manifests.selected(policy.metadata.namespace, selector).find((workload) => dataPlaneOf(manifests, workload) === 'ambient'
          && !policiesOf(manifests, 'security.istio.io/AuthorizationPolicy', workload).some((one) => !isDryRun(one)));
        if (open === undefined) return;
        report(policy, targetPath(policy.spec, index), 'open', { workload: `${open.namespace}/${open.name}`, waypoint: `${waypoint.namespace}/${waypoint.name}` });
      });
    }
  },
});
