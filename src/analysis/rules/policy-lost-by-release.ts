import { canariesOf, renamedLabel } from '../../manifests/flagger';
import type { Manifest } from '../../manifests/manifest';
import { grouped, type Manifests } from '../../manifests/manifests';
import { fieldsAt, textsOf } from '../../support/fields';
import { defineRule } from '../rule';

/** Where the kinds that protect pods say which. */
const SELECTORS: Readonly<Record<string, string>> = {
  'security.istio.io/AuthorizationPolicy': 'selector',
  'security.istio.io/PeerAuthentication': 'selector',
  'security.istio.io/RequestAuthentication': 'selector',
  'networking.k8s.io/NetworkPolicy': 'podSelector',
  'policy/PodDisruptionBudget': 'selector',
};

export const policyLostByRelease = defineRule({
  code: 'MSH328',
  name: 'policy-lost-by-release',
  severity: 'error',
  summary: 'policy that does not reach the pods Flagger makes',
  fix: 'Select by a label that Flagger leaves alone, which both versions carry, or add a policy for the label with `-primary`.',
  reads: ['flagger.app/Canary', 'apps/Deployment', 'apps/DaemonSet', ...Object.keys(SELECTORS)],
  messages: {
    lost: 'the pods that serve have {label}: {value}-primary, by Canary {canary}: this {kind} does not reach them',
  },
  check: (manifests, report) => {
    const canaries = canariesOf(manifests);
    if (canaries.length === 0) return;
    for (const [kind, field] of Object.entries(SELECTORS)) {
      const byLabel = policiesByLabel(manifests, kind, field);
      for (const canary of canaries) {
        const renamed = renamedLabel(manifests, canary);
        if (renamed === undefined) continue;
        const { label, value } = renamed;
        if (byLabel.has(`${canary.namespace} ${label}=${value}-primary`)) continue;
        for (const policy of byLabel.get(`${canary.namespace} ${label}=${value}`) ?? []) {
          report(policy, `spec.${field}.matchLabels[${label}]`, 'lost', { label, value, canary: canary.manifest.metadata.name, kind: policy.kind });
        }
      }
    }
  },
});

function policiesByLabel(manifests: Manifests, kind: string, field: string): ReadonlyMap<string, readonly Manifest[]> {
  const labelled = manifests.ofKind(kind).flatMap((policy) => Object.entries(textsOf(fieldsAt(policy.spec, field).matchLabels))
    .map(([label, value]) => ({ policy, key: `${policy.metadata.namespace} ${label}=${value}` })));
  const groups = grouped(labelled, ({ key }) => key);
  return new Map([...groups].map(([key, ones]) => [key, ones.map(({ policy }) => policy)]));
}
