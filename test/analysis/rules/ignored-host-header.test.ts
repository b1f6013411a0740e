import { ignoredHostHeader } from '../../../src/analysis/rules/ignored-host-header';
import { ingress } from '../delivery-objects';
import { objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const host = 'cart.shop.svc.cluster.local';
const cart = { ...service('cart'), metadata: { name: 'cart', namespace: 'shop', annotations: { 'konghq.com/host-header': host } } };

ruleTest(ignoredHostHeader, {
  valid: [
    { name: 'not kept', objects: objects(ingress('shop', { annotations: { 'konghq.com/preserve-host': 'false' } }), cart) },
    { name: 'no host asked for', objects: objects(ingress('shop'), service('cart')) },
  ],
  invalid: [
    {
      name: 'kept',
      objects: objects(ingress('shop'), cart),
      findings: [{ at: 'Ingress shop/shop spec.rules[0].http.paths[0].backend.service.name', message: 'ignored', data: { host, name: 'cart' } }],
    },
  ],
});
