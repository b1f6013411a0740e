import { backendWithoutGrant } from '../../../src/analysis/rules/backend-without-grant';
import { grant, httpRoute } from '../delivery-objects';
import { objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const parentRefs = [{ name: 'edge' }];
const to = { name: 'cart', namespace: 'depot', port: 80 };
const crossing = httpRoute('cart', { parentRefs, rules: [{ backendRefs: [to] }] });
const from = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' };

ruleTest(backendWithoutGrant, {
  valid: [
    { name: 'granted', objects: objects(crossing, service('depot/cart'), grant('depot/routes', from, { group: '', kind: 'Service' })) },
    { name: 'its own namespace', objects: objects(httpRoute('cart', { parentRefs, rules: [{ backendRefs: [{ name: 'cart', namespace: 'shop', port: 80 }] }] }), service('cart')) },
    { name: 'of the mesh', objects: objects(httpRoute('cart', { parentRefs: [{ group: '', kind: 'Service', name: 'cart' }], rules: [{ backendRefs: [to] }] }), service('depot/cart')) },
    { name: 'a namespace that lies outside', objects: objects(crossing) },
  ],
  invalid: [
    {
      name: 'not granted',
      objects: objects(crossing, service('depot/cart')),
      findings: [{ at: 'HTTPRoute shop/cart spec.rules[0].backendRefs[0].namespace', message: 'refused', data: { namespace: 'depot', name: 'cart', kind: 'HTTPRoute', from: 'shop' } }],
    },
    {
      name: 'another name granted',
      objects: objects(crossing, service('depot/cart'), grant('depot/routes', from, { group: '', kind: 'Service', name: 'basket' })),
      findings: [{ at: 'HTTPRoute shop/cart spec.rules[0].backendRefs[0].namespace', message: 'refused' }],
    },
    {
      name: 'copies of requests',
      objects: objects(httpRoute('cart', { parentRefs, rules: [{ filters: [{ type: 'RequestMirror', requestMirror: { backendRef: to } }] }] }), service('depot/cart')),
      findings: [{ at: 'HTTPRoute shop/cart spec.rules[0].filters[0].requestMirror.backendRef.namespace', message: 'refused' }],
    },
  ],
});
