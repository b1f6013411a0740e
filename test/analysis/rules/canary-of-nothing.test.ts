import { canaryOfNothing } from '../../../src/analysis/rules/canary-of-nothing';
import { canary } from '../delivery-objects';
import { deployment, objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(canaryOfNothing, {
  valid: [
    { name: 'a Deployment', objects: objects(canary('cart'), deployment('cart')) },
    { name: 'pods that lie outside', objects: objects(canary('cart')) },
    { name: 'a Service', objects: objects(canary('cart', { targetRef: { kind: 'Service', name: 'cart' } }), deployment('other')) },
  ],
  invalid: [
    {
      name: 'another name',
      objects: objects(canary('cart'), deployment('basket')),
      findings: [{ at: 'Canary shop/cart spec.targetRef', message: 'unknown', data: { kind: 'Deployment', name: 'cart', namespace: 'shop' } }],
    },
    {
      name: 'a DaemonSet',
      objects: objects(canary('cart', { targetRef: { kind: 'DaemonSet', name: 'cart' } }), deployment('cart')),
      findings: [{ at: 'Canary shop/cart spec.targetRef', message: 'unknown' }],
    },
  ],
});
