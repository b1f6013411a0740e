import { dataPlaneOf } from '../../manifests/data-plane';
import type { Attachment } from '../../manifests/kinds/policies';
import type { Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { workloadsOf } from '../../manifests/policies';
import { isAboutRequests, valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const requestPolicyWithoutWaypoint = defineRule({
  code: 'MSH316',
  name: 'request-policy-without-waypoint',
  severity: 'error',
  summary: 'policy about requests for pods behind the proxy of their node, which reads none',
  fix: 'Bind a waypoint and name the Service in `targetRefs`, or keep to identities, addresses and ports.',
  reads: ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication', '/Namespace'],
  messages: {
    closes: 'the proxy of the node cannot tell {attribute}, and closes instead: {action} becomes a denial for {workload}',
    passed: 'the proxy of the node has no {action}: nobody is asked, and nothing is written, for {workload}',
    unread: 'the proxy of the node reads no tokens of requests to {workload}',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      const { action = 'ALLOW', rules } = policy.spec;
      const about = valuesOf(rules).find(({ attribute }) => isAboutRequests(attribute));
      if (about === undefined && action !== 'CUSTOM' && action !== 'AUDIT') continue;
      const workload = ambientWorkload(manifests, policy);
      if (workload === undefined) continue;
      if (action === 'CUSTOM' || action === 'AUDIT') report(policy, 'spec.action', 'passed', { action, workload });
      else report(policy, about!.path, 'closes', { attribute: about!.attribute.replace('when ', ''), action, workload });
    }
    for (const authentication of manifests.ofKind('security.istio.io/RequestAuthentication')) {
      const workload = ambientWorkload(manifests, authentication);
      if (workload !== undefined) report(authentication, '', 'unread', { workload });
    }
  },
});

/** What is for the whole mesh is for those who read it. */
function ambientWorkload(manifests: Manifests, policy: Manifest<Attachment>): string | undefined {
  if (policy.metadata.namespace === manifests.surroundings.rootNamespace) return undefined;
  const ambient = workloadsOf(manifests, policy).find((workload) => dataPlaneOf(manifests, workload) === 'ambient');
  return ambient && `${ambient.namespace}/${ambient.name}`;
}
