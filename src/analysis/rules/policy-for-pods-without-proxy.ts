import { dataPlaneOf } from '../../manifests/data-plane';
import { idOf, titleOf } from '../../manifests/manifest';
import { targetsOf, workloadsOf } from '../../manifests/policies';
import { defineRule } from '../rule';

const KINDS = ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication', 'security.istio.io/PeerAuthentication'] as const;

export const policyForPodsWithoutProxy = defineRule({
  code: 'MSH262',
  name: 'policy-for-pods-without-proxy',
  severity: 'error',
  summary: 'security policy for pods that have no proxy to enforce it',
  fix: 'Bring the pods into the mesh: label their namespace, and see that neither the pods nor `hostNetwork` keep them out.',
  upstream: ['IST0127'],
  reads: ['security.istio.io/AuthorizationPolicy', '/Namespace', 'security.istio.io/RequestAuthentication', 'security.istio.io/PeerAuthentication'],
  messages: {
    unenforced: 'none of the pods that this is for has a proxy, such as those of {workload}: they answer everyone',
  },
  check: (manifests, report) => {
    for (const kind of KINDS) {
      for (const policy of manifests.ofKind(kind)) {
        if (policy.metadata.namespace === manifests.surroundings.rootNamespace || targetsOf(policy.spec).length > 0) continue;
        const workloads = workloadsOf(manifests, policy);
        if (workloads.length === 0 || workloads.some((workload) => dataPlaneOf(manifests, workload) !== 'none')) continue;
        report(policy, policy.spec.selector === undefined ? '' : 'spec.selector.matchLabels', 'unenforced', { workload: titleOf(idOf(workloads[0].manifest)) });
      }
    }
  },
});
