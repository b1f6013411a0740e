import { policiesOf, workloadsOf } from '../../manifests/policies';
import { valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const unknownTokenIssuer = defineRule({
  code: 'MSH277',
  name: 'unknown-token-issuer',
  severity: 'error',
  summary: 'policy about tokens of an issuer whose tokens are not accepted',
  fix: 'Write the issuer as the RequestAuthentication does, letter by letter, then `/` and the subject or `*`.',
  reads: ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication'],
  messages: {
    unknown: '{principal} is of no issuer whose tokens {workload} accepts ({issuers}): no request has it',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      const about = valuesOf(policy.spec.rules).filter(({ attribute }) => /^(source\.(notR|r)equestPrincipals|when request\.auth\.principal)$/.test(attribute));
      if (about.length === 0) continue;
      for (const workload of workloadsOf(manifests, policy)) {
        const issuers = policiesOf(manifests, 'security.istio.io/RequestAuthentication', workload).flatMap(({ spec }) => (spec.jwtRules ?? []).map(({ issuer }) => issuer));
        if (issuers.length === 0 || issuers.some((issuer) => issuer === undefined || issuer === '')) continue;
        for (const { path, values } of about) {
          values.forEach((principal, index) => {
            if (issuers.some((issuer) => mayBeOf(principal, issuer!))) return;
            report(policy, `${path}[${index}]`, 'unknown', { principal, workload: `${workload.namespace}/${workload.name}`, issuers: [...new Set(issuers)].sort().join(', ') });
          });
        }
      }
    }
  },
});

/** A principal is an issuer, a slash, and a subject; a wildcard at an end stands for anything. */
function mayBeOf(principal: string, issuer: string): boolean {
  if (principal.startsWith('*')) return true;
  const start = principal.endsWith('*') ? principal.slice(0, -1) : undefined;
  return start === undefined ? principal.startsWith(`${issuer}/`) : start.startsWith(`${issuer}/`) || `${issuer}/`.startsWith(start);
}
