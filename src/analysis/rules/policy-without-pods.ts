import type { Labels } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { knowsWorkloads } from '../../manifests/outside';
import { targetsOf, workloadsOf } from '../../manifests/policies';
import { isEmptySelector, selects } from '../../manifests/selectors';
import { defineRule } from '../rule';

const KINDS = ['security.istio.io/AuthorizationPolicy', 'security.istio.io/PeerAuthentication', 'security.istio.io/RequestAuthentication'] as const;

export const policyWithoutPods = defineRule({
  code: 'MSH263',
  name: 'policy-without-pods',
  severity: 'error',
  summary: 'security policy whose selector selects no pods',
  fix: 'Select the labels of the pod template, not those of the Deployment or the Service.',
  upstream: ['IST0127', 'KIA0004'],
  reads: [...KINDS, 'networking.istio.io/WorkloadEntry'],
  messages: {
    none: 'no pod {where} has the labels {selector}: the policy protects nothing',
    empty: 'namespace {namespace} has no pods that this could be for',
  },
  check: (manifests, report) => {
    const { complete, rootNamespace } = manifests.surroundings;
    for (const kind of KINDS) {
      for (const policy of manifests.ofKind(kind)) {
        const { namespace } = policy.metadata;
        const selector = policy.spec.selector?.matchLabels;
        const isRoot = namespace === rootNamespace;
        if (targetsOf(policy.spec).length > 0 || (isRoot ? !complete || isEmptySelector(selector) : !knowsWorkloads(manifests, namespace))) continue;
        if (workloadsOf(manifests, policy).length > 0 || hasOthers(manifests, isRoot ? undefined : namespace, selector)) continue;
        if (isEmptySelector(selector)) report(policy, '', 'empty', { namespace });
        else report(policy, 'spec.selector.matchLabels', 'none', { where: isRoot ? 'of the mesh' : `of namespace ${namespace}`, selector: textOf(selector!) });
      }
    }
  },
});

/** Machines, and gateways that lie outside. */
function hasOthers(manifests: Manifests, namespace: string | undefined, selector: Labels | undefined): boolean {
  const isMeant = (own: string, labels: Labels) => (namespace === undefined || own === namespace) && selects(selector, labels);
  return manifests.surroundings.gatewayWorkloads.some((one) => isMeant(one.namespace, one.labels))
    || manifests.ofKind('networking.istio.io/WorkloadEntry').some(({ metadata, spec }) => isMeant(metadata.namespace, spec.labels ?? {}));
}

function textOf(selector: Labels): string {
  return Object.entries(selector).map(([name, value]) => `${name}=${value}`).join(',');
}
