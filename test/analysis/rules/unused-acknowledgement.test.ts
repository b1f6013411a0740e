import { unusedAcknowledgement } from '../../../src/analysis/rules/unused-acknowledgement';
import { ruleTest } from '../rule-test';

const policy = (code: string) => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: a, namespace: shop, annotations: { cdk8s-istio/acknowledge-${code}: why } }
`;

ruleTest(unusedAcknowledgement, {
  valid: [
    { name: 'no acknowledgement', objects: policy('').replace(/, annotations.* \}/, ' }') },
    { name: 'no reason, which is found itself', objects: policy('MSH204').replace(': why', ": ''") },
    { name: 'a day that is over, which is found itself', objects: policy('MSH204').replace('why', 'why (until 2026-01-31)'), surroundings: { today: '2026-02-01' } },
    { name: 'no code, of which another rule speaks', objects: policy('all') },
  ],
  invalid: [
    {
      name: 'a code that was not found',
      objects: policy('MSH204'),
      findings: [{ at: 'AuthorizationPolicy shop/a metadata.annotations.cdk8s-istio/acknowledge-MSH204', message: 'unused', data: { code: 'MSH204' } }],
    },
  ],
});
