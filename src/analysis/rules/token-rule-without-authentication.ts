import type { Manifests } from '../../manifests/manifests';
import { policiesOf, targetsOf, workloadsOf } from '../../manifests/policies';
import { isAboutTokens, valuesOf } from '../../manifests/rule-attributes';
import type { Workload } from '../../manifests/workload';
import { defineRule } from '../rule';

export const tokenRuleWithoutAuthentication = defineRule({
  code: 'MSH275',
  name: 'token-rule-without-authentication',
  severity: 'error',
  summary: 'policy about tokens that nobody reads',
  fix: 'Add a RequestAuthentication for the same pods, with the issuer of the tokens.',
  reads: ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication'],
  messages: {
    unread: 'no RequestAuthentication is for {workload}: no request there has a token that {attribute} could be about',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      if (targetsOf(policy.spec).length > 0) continue;
      const about = valuesOf(policy.spec.rules).filter(({ attribute }) => isAboutTokens(attribute));
      if (about.length === 0) continue;
      const unread = workloadsOf(manifests, policy).find((workload) => !isRead(manifests, workload));
      if (unread === undefined) continue;
      for (const { attribute, path } of about) report(policy, path, 'unread', { workload: `${unread.namespace}/${unread.name}`, attribute: attribute.replace('when ', '') });
    }
  },
});

function isRead(manifests: Manifests, workload: Workload): boolean {
  return policiesOf(manifests, 'security.istio.io/RequestAuthentication', workload).some(({ spec }) => (spec.jwtRules ?? []).length > 0);
}
