import { canaryWithTwoStrategies } from '../../../src/analysis/rules/canary-with-two-strategies';
import { canary } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(canaryWithTwoStrategies, {
  valid: [
    { name: 'in steps', objects: objects(canary('cart')) },
    { name: 'all at once', objects: objects(canary('cart', { analysis: { iterations: 5 } })) },
    { name: 'a Canary of nothing', objects: objects(canary('cart', { targetRef: undefined, analysis: { iterations: 5, stepWeight: 1 } })) },
  ],
  invalid: [
    {
      name: 'both',
      objects: objects(canary('cart', { analysis: { iterations: 5, stepWeight: 10, maxWeight: 50 } })),
      findings: [{ at: 'Canary shop/cart spec.analysis.stepWeight', message: 'several', data: { weights: 'stepWeight' } }],
    },
    {
      name: 'a list of steps',
      objects: objects(canary('cart', { analysis: { iterations: 5, stepWeights: [1, 2] } })),
      findings: [{ at: 'Canary shop/cart spec.analysis.stepWeights', message: 'several', data: { weights: 'stepWeights' } }],
    },
  ],
});
