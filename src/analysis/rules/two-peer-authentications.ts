import type { PeerAuthenticationSpec } from '../../manifests/kinds/policies';
import { idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { grouped } from '../../manifests/manifests';
import { isEmptySelector } from '../../manifests/selectors';
import type { Workload } from '../../manifests/workload';
import { defineRule } from '../rule';

type Policy = Manifest<PeerAuthenticationSpec>;

export const twoPeerAuthentications = defineRule({
  code: 'MSH286',
  name: 'two-peer-authentications',
  severity: 'warning',
  summary: 'several PeerAuthentications for the same pods, of which the oldest counts',
  fix: 'Merge them into one.',
  upstream: ['KIA0002', 'KIA0003'],
  reads: ['security.istio.io/PeerAuthentication'],
  messages: {
    namespace: '{others} is for the whole namespace, too: the one that was made first counts, which manifests do not say',
    pods: '{others} is for the pods of {workload}, too: the one that was made first counts, which manifests do not say',
  },
  check: (manifests, report) => {
    const all = manifests.ofKind('security.istio.io/PeerAuthentication');
    const isWide = ({ spec }: Policy) => isEmptySelector(spec.selector?.matchLabels);
    for (const policies of grouped(all.filter(isWide), ({ metadata }) => metadata.namespace).values()) {
      for (const policy of contradicting(policies)) report(policy, 'spec.mtls', 'namespace', { others: othersThan(policy, policies) });
    }
    const byWorkload = new Map<Workload, Policy[]>();
    for (const policy of all) {
      if (isWide(policy)) continue;
      for (const workload of manifests.selected(policy.metadata.namespace, policy.spec.selector?.matchLabels)) {
        byWorkload.set(workload, [...byWorkload.get(workload) ?? [], policy]);
      }
    }
    for (const [workload, policies] of byWorkload) {
      for (const policy of contradicting(policies)) {
        report(policy, 'spec.selector.matchLabels', 'pods', { others: othersThan(policy, policies), workload: titleOf(idOf(workload.manifest)) });
      }
    }
  },
});

/** Those that say the same do no harm, whichever counts. */
function contradicting(policies: readonly Policy[]): readonly Policy[] {
  return new Set(policies.map(({ spec }) => JSON.stringify([spec.mtls?.mode ?? 'UNSET', spec.portLevelMtls ?? {}]))).size > 1 ? policies : [];
}

function othersThan(policy: Policy, policies: readonly Policy[]): string {
  return policies.filter((one) => one !== policy).map((one) => titleOf(idOf(one))).sort().join(', ');
}
