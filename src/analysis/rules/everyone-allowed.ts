import { defineRule } from '../rule';

export const everyoneAllowed = defineRule({
  code: 'MSH269',
  name: 'everyone-allowed',
  severity: 'warning',
  summary: 'policy that allows every request',
  fix: 'Say who may ask for what; a policy that should allow nothing has `spec: {}` without rules.',
  reads: ['security.istio.io/AuthorizationPolicy'],
  messages: {
    everyone: 'an empty rule allows every request, also of callers outside the mesh: the other ALLOW policies for these pods count no more',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      if ((policy.spec.action ?? 'ALLOW') !== 'ALLOW') continue;
      (policy.spec.rules ?? []).forEach(({ from = [], to = [], when = [] }, index) => {
        if (from.length + to.length + when.length === 0) report(policy, `spec.rules[${index}]`, 'everyone');
      });
    }
  },
});
