import { objectOfACanary } from '../../../src/analysis/rules/object-of-a-canary';
import { canary } from '../delivery-objects';
import { deployment, destinationRule, objects, service, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const data = { canary: 'cart' };

ruleTest(objectOfACanary, {
  valid: [
    { name: 'what it releases', objects: objects(canary('cart'), deployment('cart'), service('other'), destinationRule('cart', { host: 'other' })) },
    { name: 'names of another namespace', objects: objects(canary('cart'), service('depot/cart'), virtualService('depot/cart', { hosts: ['cart'], http: [{ route: [to('cart')] }] })) },
    { name: 'weights of another engine', objects: objects(canary('cart', { provider: 'kubernetes' }), virtualService('cart', { hosts: ['cart'], http: [{ route: [to('cart')] }] })) },
    {
      name: 'released at a gateway, routed otherwise in the mesh',
      objects: objects(canary('cart', { service: { gateways: ['edge'] } }), virtualService('inside', { hosts: ['cart'], http: [{ route: [to('cart')] }] })),
    },
    { name: 'a VirtualService without hosts', objects: objects(canary('cart'), virtualService('delegate', { http: [{ route: [to('cart')] }] })) },
  ],
  invalid: [
    {
      name: 'all that it makes',
      objects: objects(
        canary('cart'), service('cart'), service('cart-canary'), deployment('cart-primary'),
        virtualService('cart', { hosts: ['cart'], http: [{ route: [to('cart')] }] }), destinationRule('cart-primary', { host: 'cart-primary' }),
      ),
      findings: [
        { at: 'Deployment shop/cart-primary metadata.name', message: 'owned', data },
        { at: 'DestinationRule shop/cart-primary metadata.name', message: 'owned', data },
        { at: 'Service shop/cart metadata.name', message: 'owned', data },
        { at: 'Service shop/cart-canary metadata.name', message: 'owned', data },
        { at: 'VirtualService shop/cart metadata.name', message: 'owned', data },
      ],
    },
    {
      name: 'another VirtualService for its host',
      objects: objects(canary('cart'), virtualService('routes', { hosts: ['cart.shop.svc.cluster.local'], http: [{ route: [to('cart')] }] })),
      findings: [{ at: 'VirtualService shop/routes spec.hosts[0]', message: 'host', data: { canary: 'cart', host: 'cart.shop.svc.cluster.local' } }],
    },
    {
      name: 'by the name of its Service',
      objects: objects(canary('cart', { service: { name: 'basket' } }), service('basket-primary')),
      findings: [{ at: 'Service shop/basket-primary metadata.name', message: 'owned', data }],
    },
  ],
});
