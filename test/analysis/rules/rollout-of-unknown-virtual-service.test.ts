import { rolloutOfUnknownVirtualService } from '../../../src/analysis/rules/rollout-of-unknown-virtual-service';
import { rollout } from '../delivery-objects';
import { objects, service, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const cart = (name = 'cart') => virtualService(name, { hosts: ['cart'], http: [{ route: [to('cart')] }] });

ruleTest(rolloutOfUnknownVirtualService, {
  valid: [
    { name: 'one that is there', objects: objects(rollout('cart', { virtualService: { name: 'cart' } }), cart()) },
    { name: 'of another namespace', objects: objects(rollout('cart', { virtualService: { name: 'cart.depot' } }), cart('depot/cart'), service('depot/cart')) },
    { name: 'of a namespace that lies outside', objects: objects(rollout('cart', { virtualService: { name: 'cart.depot' } })) },
    { name: 'without Istio', objects: objects({ ...rollout('cart', {}), spec: { strategy: { canary: {} } } }) },
  ],
  invalid: [
    {
      name: 'another name',
      objects: objects(rollout('cart', { virtualServices: [{ name: 'cart' }, { name: 'basket' }] }), cart(), service('cart')),
      findings: [{ at: 'Rollout shop/cart spec.strategy.canary.trafficRouting.istio.virtualServices[1].name', message: 'unknown', data: { name: 'basket', namespace: 'shop' } }],
    },
    { name: 'none', objects: objects(rollout('cart', {})), findings: [{ at: 'Rollout shop/cart spec.strategy.canary.trafficRouting.istio', message: 'none' }] },
  ],
});
