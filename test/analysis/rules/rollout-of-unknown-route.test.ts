import { rolloutOfUnknownRoute } from '../../../src/analysis/rules/rollout-of-unknown-route';
import { rollout } from '../delivery-objects';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const cart = (...names: (string | undefined)[]) => virtualService('cart', { hosts: ['cart'], http: names.map((name) => ({ ...(name === undefined ? {} : { name }), route: [to('cart')] })) });

ruleTest(rolloutOfUnknownRoute, {
  valid: [
    { name: 'named', objects: objects(rollout('cart', { virtualService: { name: 'cart', routes: ['main'] } }), cart('main', 'other')) },
    { name: 'the only one', objects: objects(rollout('cart', { virtualService: { name: 'cart' } }), cart(undefined)) },
    { name: 'the only one beside a managed one', objects: objects(rollout('cart', { virtualService: { name: 'cart' } }, {}, { managedRoutes: [{ name: 'header' }] }), cart('header', undefined)) },
    { name: 'a VirtualService that is not known', objects: objects(rollout('cart', { virtualService: { name: 'cart', routes: ['main'] } })) },
  ],
  invalid: [
    {
      name: 'another name',
      objects: objects(rollout('cart', { virtualService: { name: 'cart', routes: ['main', 'old'] } }), cart('main')),
      findings: [{ at: 'Rollout shop/cart spec.strategy.canary.trafficRouting.istio.virtualService.routes[1]', message: 'unknown', data: { virtualService: 'cart', route: 'old' } }],
    },
    {
      name: 'several, none named',
      objects: objects(rollout('cart', { virtualService: { name: 'cart' } }), cart('a', 'b')),
      findings: [{ at: 'Rollout shop/cart spec.strategy.canary.trafficRouting.istio.virtualService', message: 'several', data: { virtualService: 'cart', count: 2 } }],
    },
  ],
});
