import { unknownRouteBackend } from '../../../src/analysis/rules/unknown-route-backend';
import { httpRoute } from '../delivery-objects';
import { objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const leading = (backend: object) => httpRoute('cart', { rules: [{ backendRefs: [backend] }] });

ruleTest(unknownRouteBackend, {
  valid: [
    { name: 'there', objects: objects(leading({ name: 'cart', port: 80 }), service('cart')) },
    { name: 'a namespace that lies outside', objects: objects(leading({ name: 'cart', namespace: 'depot', port: 80 }), service('cart')) },
    { name: 'another kind', objects: objects(leading({ group: 'networking.istio.io', kind: 'Hostname', name: 'api.example.com', port: 80 }), service('cart')) },
  ],
  invalid: [
    {
      name: 'another Service',
      objects: objects(leading({ name: 'basket', port: 80 }), service('cart')),
      findings: [{ at: 'HTTPRoute shop/cart spec.rules[0].backendRefs[0].name', message: 'service', data: { name: 'basket', namespace: 'shop' } }],
    },
    {
      name: 'another port',
      objects: objects(leading({ name: 'cart', port: 8080 }), service('cart')),
      findings: [{ at: 'HTTPRoute shop/cart spec.rules[0].backendRefs[0].port', message: 'port', data: { name: 'cart', port: 8080 } }],
    },
  ],
});
