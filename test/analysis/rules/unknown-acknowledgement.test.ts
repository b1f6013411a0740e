import { unknownAcknowledgement } from '../../../src/analysis/rules/unknown-acknowledgement';
import { ruleTest } from '../rule-test';

const policy = (name: string, value: string) => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: a, namespace: shop, annotations: { ${name}: "${value}" } }
`;
const AT = 'AuthorizationPolicy shop/a metadata.annotations.cdk8s-istio/acknowledge-';

ruleTest(unknownAcknowledgement, {
  valid: [
    { name: 'a reason, with and without a day', objects: `${policy('cdk8s-istio/acknowledge-MSH162', 'for good')}---${policy('cdk8s-istio/acknowledge-MSH161', 'for now (until 2027-02-28)')}` },
    { name: 'another annotation', objects: policy('cdk8s-istio/reason', '') },
  ],
  invalid: [
    { name: 'no code', objects: policy('cdk8s-istio/acknowledge-all', 'I know'), findings: [{ at: `${AT}all`, message: 'code', data: { code: 'all' } }] },
    { name: 'no reason', objects: policy('cdk8s-istio/acknowledge-MSH162', ' '), findings: [{ at: `${AT}MSH162`, message: 'reason', data: { code: 'MSH162' } }] },
    { name: 'no reason but a day', objects: policy('cdk8s-istio/acknowledge-MSH162', '(until 2027-01-31)'), findings: [{ at: `${AT}MSH162`, message: 'reason' }] },
    { name: 'a day that never comes', objects: policy('cdk8s-istio/acknowledge-MSH162', 'x (until 2027-02-29)'), findings: [{ at: `${AT}MSH162`, message: 'date', data: { code: 'MSH162', until: '2027-02-29' } }] },
    { name: 'no day', objects: policy('cdk8s-istio/acknowledge-MSH162', 'x (until spring)'), findings: [{ at: `${AT}MSH162`, message: 'date', data: { code: 'MSH162', until: 'spring' } }] },
  ],
});
