import { valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const malformedPrincipal = defineRule({
  code: 'MSH268',
  name: 'malformed-principal',
  severity: 'error',
  summary: 'principal that no certificate can have',
  fix: 'Write `trust-domain/ns/namespace/sa/service-account`, without `spiffe://`.',
  reads: ['security.istio.io/AuthorizationPolicy'],
  messages: {
    malformed: '{principal} is compared with names like cluster.local/ns/shop/sa/orders, and is none of them',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      for (const { attribute, path, values } of valuesOf(policy.spec.rules)) {
        if (!/^(source\.(p|notP)rincipals|when source\.principal)$/.test(attribute)) continue;
        values.forEach((principal, index) => {
          if (!mayBe(principal)) report(policy, `${path}[${index}]`, 'malformed', { principal });
        });
      }
    }
  },
});

/** A wildcard at an end stands for anything; elsewhere it is a letter. */
function mayBe(principal: string): boolean {
  if (principal.startsWith('*')) return true;
  if (!principal.endsWith('*')) return /^[^/]+\/ns\/[^/]+\/sa\/[^/]+$/.test(principal);
  return !principal.startsWith('spiffe:');
}
