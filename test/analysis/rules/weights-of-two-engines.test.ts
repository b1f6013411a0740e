import { weightsOfTwoEngines } from '../../../src/analysis/rules/weights-of-two-engines';
import { canary, rollout } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

const moves = (name: string, ...routes: string[]) => rollout(name, { virtualService: { name: 'cart', routes } });
const at = 'spec.strategy.canary.trafficRouting.istio.virtualService';

ruleTest(weightsOfTwoEngines, {
  valid: [
    { name: 'a route for each', objects: objects(moves('a', 'one'), moves('b', 'two')) },
    { name: 'VirtualServices of their own', objects: objects(moves('a'), canary('basket')) },
    { name: 'one of another namespace', objects: objects(moves('a'), canary('depot/cart')) },
  ],
  invalid: [
    {
      name: 'Flagger and Argo',
      objects: objects(moves('a', 'one'), canary('cart')),
      findings: [
        { at: 'Canary shop/cart spec.service', message: 'fought', data: { virtualService: 'shop/cart', other: 'Rollout shop/a' } },
        { at: `Rollout shop/a ${at}`, message: 'fought', data: { virtualService: 'shop/cart', other: 'Canary shop/cart' } },
      ],
    },
    {
      name: 'two Rollouts of one route',
      objects: objects(moves('a', 'one', 'two'), moves('b', 'two')),
      findings: [{ at: `Rollout shop/a ${at}`, message: 'fought' }, { at: `Rollout shop/b ${at}`, message: 'fought' }],
    },
  ],
});
