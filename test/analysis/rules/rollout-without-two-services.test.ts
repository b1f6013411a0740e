import { rolloutWithoutTwoServices } from '../../../src/analysis/rules/rollout-without-two-services';
import { rollout } from '../delivery-objects';
import { objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const istio = { virtualService: { name: 'cart' } };
const at = 'Rollout shop/cart spec.strategy.canary';

ruleTest(rolloutWithoutTwoServices, {
  valid: [
    { name: 'two', objects: objects(rollout('cart', istio), service('cart-stable'), service('cart-canary')) },
    { name: 'none, by subsets', objects: objects(rollout('cart', { ...istio, destinationRule: {} }, { stableService: undefined, canaryService: undefined })) },
    { name: 'a namespace that lies outside', objects: objects(rollout('cart', istio)) },
  ],
  invalid: [
    {
      name: 'one for both',
      objects: objects(rollout('cart', istio, { canaryService: 'cart-stable' })),
      findings: [{ at: `${at}.canaryService`, message: 'same', data: { name: 'cart-stable' } }],
    },
    { name: 'no stable one', objects: objects(rollout('cart', istio, { stableService: undefined })), findings: [{ at, message: 'missing', data: { field: 'stableService' } }] },
    {
      name: 'one that is not there',
      objects: objects(rollout('cart', istio), service('cart-stable')),
      findings: [{ at: `${at}.canaryService`, message: 'unknown', data: { name: 'cart-canary', namespace: 'shop' } }],
    },
    {
      name: 'ping without pong',
      objects: objects(rollout('cart', istio, { pingPong: { pingService: 'ping' } })),
      findings: [{ at: `${at}.pingPong`, message: 'missing', data: { field: 'canaryService' } }],
    },
  ],
});
