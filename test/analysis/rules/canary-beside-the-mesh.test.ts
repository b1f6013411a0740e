import { canaryBesideTheMesh } from '../../../src/analysis/rules/canary-beside-the-mesh';
import { canary } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(canaryBesideTheMesh, {
  valid: [
    { name: 'the mesh alone', objects: objects(canary('cart')) },
    { name: 'both', objects: objects(canary('cart', { service: { gateways: ['edge', 'mesh'] } })) },
    { name: 'a delegate', objects: objects(canary('cart', { service: { gateways: ['edge'], delegation: true } })) },
    { name: 'another engine', objects: objects(canary('cart', { provider: 'gatewayapi:v1', service: { gateways: ['edge'] } })) },
  ],
  invalid: [
    { name: 'a gateway alone', objects: objects(canary('cart', { service: { gateways: ['edge'] } })), findings: [{ at: 'Canary shop/cart spec.service.gateways', message: 'bypassed' }] },
  ],
});
