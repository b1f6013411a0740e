import type { AuthorizationRule } from '../../manifests/kinds/policies';
import { acceptedTls } from '../../manifests/mutual-tls';
import { workloadsOf } from '../../manifests/policies';
import { isAboutIdentity, valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const identityOnPlaintextPort = defineRule({
  code: 'MSH272',
  name: 'identity-on-plaintext-port',
  severity: 'error',
  summary: 'policy that asks for an identity where mutual TLS is disabled',
  fix: 'Enable mutual TLS for these pods, or allow callers by something that plaintext has.',
  upstream: ['KIA0105'],
  reads: ['security.istio.io/AuthorizationPolicy', 'security.istio.io/PeerAuthentication'],
  messages: {
    nobody: 'nobody who calls {workload} has an identity, since {policy} disables mutual TLS there: this rule is never fulfilled',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      if ((policy.spec.action ?? 'ALLOW') !== 'ALLOW') continue;
      const asking = (policy.spec.rules ?? []).flatMap((rule, index) => (asksIdentity(rule) ? [index] : []));
      if (asking.length === 0) continue;
      const workloads = workloadsOf(manifests, policy);
      const modes = workloads.map((workload) => ({ workload, accepted: acceptedTls(manifests, workload, 0) }));
      if (modes.length === 0 || modes.some(({ accepted }) => accepted?.mode !== 'DISABLE' || Object.keys(accepted.policy?.spec.portLevelMtls ?? {}).length > 0)) continue;
      const [{ workload, accepted }] = modes;
      const data = { workload: `${workload.namespace}/${workload.name}`, policy: `PeerAuthentication ${accepted?.policy?.metadata.namespace}/${accepted?.policy?.metadata.name}` };
      for (const index of asking) report(policy, `spec.rules[${index}]`, 'nobody', data);
    }
  },
});

/** Whether every way to fulfil a rule needs an identity. */
function asksIdentity({ from = [], when = [] }: AuthorizationRule): boolean {
  const names = (rule: AuthorizationRule) => valuesOf([rule]).some(({ attribute, isNegative }) => !isNegative && isAboutIdentity(attribute));
  return (from.length > 0 && from.every((one) => names({ from: [one] }))) || when.some((one) => names({ when: [one] }));
}
