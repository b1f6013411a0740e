import { stepOfUnmanagedRoute } from '../../../src/analysis/rules/step-of-unmanaged-route';
import { rollout } from '../delivery-objects';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const istio = { virtualService: { name: 'cart' } };
const steps = [{ setWeight: 10 }, { setHeaderRoute: { name: 'header', match: [] } }, { setMirrorRoute: { name: 'mirror' } }];
const managedRoutes = [{ name: 'header' }, { name: 'mirror' }];
const cart = (name: string) => virtualService('cart', { hosts: ['cart'], http: [{ name, route: [to('cart')] }, { route: [to('cart')] }] });

ruleTest(stepOfUnmanagedRoute, {
  valid: [{ name: 'managed', objects: objects(rollout('cart', istio, { steps }, { managedRoutes }), cart('main')) }],
  invalid: [
    {
      name: 'not managed',
      objects: objects(rollout('cart', istio, { steps }, { managedRoutes: [{ name: 'mirror' }] })),
      findings: [{ at: 'Rollout shop/cart spec.strategy.canary.steps[1].setHeaderRoute.name', message: 'unmanaged', data: { route: 'header' } }],
    },
    {
      name: 'written by hand',
      objects: objects(rollout('cart', istio, { steps }, { managedRoutes }), cart('header')),
      findings: [{ at: 'Rollout shop/cart spec.strategy.canary.trafficRouting.managedRoutes[0].name', message: 'written', data: { route: 'header', virtualService: 'cart' } }],
    },
  ],
});
