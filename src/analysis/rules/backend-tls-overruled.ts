import { destinationRulesNaming } from '../../manifests/destination-rules';
import { listOf, textOf } from '../../support/fields';
import { defineRule } from '../rule';

export const backendTlsOverruled = defineRule({
  code: 'MSH361',
  name: 'backend-tls-overruled',
  severity: 'warning',
  summary: 'BackendTLSPolicy that a DestinationRule overrules',
  fix: 'Keep one of the two.',
  reads: ['gateway.networking.k8s.io/BackendTLSPolicy', 'networking.istio.io/DestinationRule'],
  messages: {
    overruled: 'DestinationRule {rule} says how to speak TLS to {host}, and it alone counts',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('gateway.networking.k8s.io/BackendTLSPolicy')) {
      listOf(policy.spec.targetRefs).forEach(({ kind, name }, index) => {
        const host = `${textOf(name)}.${policy.metadata.namespace}.svc.${manifests.surroundings.clusterDomain}`;
        const [rule] = kind === 'Service' ? destinationRulesNaming(manifests, host).filter(({ spec }) => spec.trafficPolicy?.tls !== undefined).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort() : [];
        if (rule !== undefined) report(policy, `spec.targetRefs[${index}]`, 'overruled', { rule, host });
      });
    }
  },
});
