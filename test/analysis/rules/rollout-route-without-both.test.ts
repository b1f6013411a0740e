import { rolloutRouteWithoutBoth } from '../../../src/analysis/rules/rollout-route-without-both';
import { rollout } from '../delivery-objects';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const cart = (...route: object[]) => virtualService('cart', { hosts: ['cart'], http: [{ name: 'main', route }, { name: 'rest', route: [to('other')] }] });
const moved = { virtualService: { name: 'cart', routes: ['main'] } };
const bySubset = { ...moved, destinationRule: { name: 'cart', stableSubsetName: 'stable', canarySubsetName: 'canary' } };

ruleTest(rolloutRouteWithoutBoth, {
  valid: [
    { name: 'both hosts, short and full', objects: objects(rollout('cart', moved), cart(to('cart-stable'), to('cart-canary.shop.svc.cluster.local'))) },
    { name: 'both subsets', objects: objects(rollout('cart', bySubset), cart(to('cart', { subset: 'stable' }), to('cart', { subset: 'canary' }))) },
    { name: 'ping and pong', objects: objects(rollout('cart', moved, { pingPong: { pingService: 'ping', pongService: 'pong' } }), cart(to('ping'), to('pong'))) },
  ],
  invalid: [
    {
      name: 'no canary',
      objects: objects(rollout('cart', moved), cart(to('cart-stable'))),
      findings: [{ at: 'VirtualService shop/cart spec.http[0].route', message: 'missing', data: { rollout: 'cart', what: 'Service cart-canary' } }],
    },
    {
      name: 'no stable subset',
      objects: objects(rollout('cart', bySubset), cart(to('cart', { subset: 'canary' }))),
      findings: [{ at: 'VirtualService shop/cart spec.http[0].route', message: 'missing', data: { rollout: 'cart', what: 'subset stable' } }],
    },
  ],
});
