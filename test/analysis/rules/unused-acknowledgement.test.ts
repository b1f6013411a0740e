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
