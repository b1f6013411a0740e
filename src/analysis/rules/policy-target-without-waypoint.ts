import { targetPath, targetsOf } from '../../manifests/policies';
import { hasWaypoint } from '../../manifests/waypoints';
import { defineRule } from '../rule';

const KINDS = ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication', 'telemetry.istio.io/Telemetry'] as const;

export const policyTargetWithoutWaypoint = defineRule({
  code: 'MSH318',
  name: 'policy-target-without-waypoint',
  severity: 'error',
  summary: 'policy for a Service that no waypoint serves',
  fix: 'Label the Service or its namespace `istio.io/use-waypoint`, or select the pods by labels.',
  reads: [...KINDS, '/Service', 'networking.istio.io/ServiceEntry', '/Namespace'],
  messages: {
    unbound: 'policies that name {kind} {name} are enforced by its waypoint, and it has none: this is enforced by nobody',
  },
  check: (manifests, report) => {
    for (const kind of KINDS) {
      for (const policy of manifests.ofKind(kind)) {
        targetsOf(policy.spec).forEach((target, index) => {
          if (target.kind !== 'Service' && target.kind !== 'ServiceEntry') return;
          const object = manifests.find(target.kind === 'Service' ? '/Service' : 'networking.istio.io/ServiceEntry', policy.metadata.namespace, target.name);
          if (object === undefined || hasWaypoint(manifests, object) !== false) return;
          report(policy, targetPath(policy.spec, index), 'unbound', { kind: target.kind, name: target.name });
        });
      }
    }
  },
});
