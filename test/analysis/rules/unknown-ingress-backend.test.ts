import { unknownIngressBackend } from '../../../src/analysis/rules/unknown-ingress-backend';
import { ingress } from '../delivery-objects';
import { objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const at = 'Ingress shop/shop spec.rules[0].http.paths[0].backend.service';

ruleTest(unknownIngressBackend, {
  valid: [
    { name: 'by number', objects: objects(ingress('shop'), service('cart')) },
    { name: 'by name', objects: objects(ingress('shop', { port: { name: 'http' } }), service('cart')) },
    { name: 'a namespace that lies outside', objects: objects(ingress('shop')) },
  ],
  invalid: [
    { name: 'another Service', objects: objects(ingress('shop'), service('other')), findings: [{ at: `${at}.name`, message: 'service', data: { name: 'cart', namespace: 'shop' } }] },
    { name: 'a Service of another namespace', objects: objects(ingress('shop'), service('depot/cart'), service('other')), findings: [{ at: `${at}.name`, message: 'service' }] },
    {
      name: 'another port',
      objects: objects(ingress('shop', { port: { name: 'grpc' } }), service('cart')),
      findings: [{ at: `${at}.port`, message: 'port', data: { name: 'cart', port: 'grpc' } }],
    },
  ],
});
