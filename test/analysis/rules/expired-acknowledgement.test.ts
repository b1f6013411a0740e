import { expiredAcknowledgement } from '../../../src/analysis/rules/expired-acknowledgement';
import { ruleTest } from '../rule-test';

const policy = (until: string) => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: a, namespace: shop, annotations: { cdk8s-istio/acknowledge-MSH204: why (until ${until}) } }
`;

ruleTest(expiredAcknowledgement, {
  valid: [
    { name: 'the day itself', objects: policy('2027-01-31'), surroundings: { today: '2027-01-31' } },
    { name: 'no date of today', objects: policy('2020-01-31') },
    { name: 'no day at all, of which another rule speaks', objects: policy('soon'), surroundings: { today: '2027-02-01' } },
  ],
  invalid: [
    {
      name: 'the day after',
      objects: policy('2027-01-31'),
      surroundings: { today: '2027-02-01' },
      findings: [{ at: 'AuthorizationPolicy shop/a metadata.annotations.cdk8s-istio/acknowledge-MSH204', message: 'over', data: { code: 'MSH204', until: '2027-01-31' } }],
    },
  ],
});
