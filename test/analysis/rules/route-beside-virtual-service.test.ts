import { routeBesideVirtualService } from '../../../src/analysis/rules/route-beside-virtual-service';
import { httpRoute } from '../delivery-objects';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const below = httpRoute('cart', { parentRefs: [{ group: '', kind: 'Service', name: 'cart' }] });
const routes = (more: object = {}, name = 'cart') => virtualService(name, { hosts: ['cart'], http: [{ route: [to('cart')] }], ...more });

ruleTest(routeBesideVirtualService, {
  valid: [
    { name: 'at a gateway', objects: objects(below, routes({ gateways: ['edge'] })) },
    { name: 'of another namespace', objects: objects(below, routes({}, 'depot/cart')) },
    { name: 'below a Gateway', objects: objects(httpRoute('cart', { parentRefs: [{ name: 'cart' }] }), routes()) },
    { name: 'a delegate', objects: objects(below, routes({ hosts: undefined })) },
  ],
  invalid: [
    {
      name: 'one host',
      objects: objects(below, routes({ hosts: ['cart.shop.svc.cluster.local'] }, 'depot/other'), routes({}, 'zoo/zoo')),
      findings: [{ at: 'HTTPRoute shop/cart spec.parentRefs[0]', message: 'both', data: { virtualService: 'depot/other', host: 'cart.shop.svc.cluster.local' } }],
    },
    {
      name: 'two VirtualServices of that host',
      objects: objects(below, routes({}, 'b'), routes({}, 'a')),
      findings: [{ at: 'HTTPRoute shop/cart spec.parentRefs[0]', message: 'both', data: { virtualService: 'shop/a', host: 'cart.shop.svc.cluster.local' } }],
    },
  ],
});
