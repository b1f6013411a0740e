import { deprecatedKongKind } from '../../../src/analysis/rules/deprecated-kong-kind';
import { object, objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(deprecatedKongKind, {
  valid: [{ name: 'its successor', objects: objects(object('configuration.konghq.com/v1beta1', 'KongUpstreamPolicy', 'cart', { spec: {} })) }],
  invalid: [
    { name: 'TCPIngress', objects: objects(object('configuration.konghq.com/v1beta1', 'TCPIngress', 'db', {})), findings: [{ at: 'TCPIngress shop/db kind', message: 'deprecated', data: { kind: 'TCPIngress' } }] },
  ],
});
