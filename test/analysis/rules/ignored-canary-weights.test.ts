import { ignoredCanaryWeights } from '../../../src/analysis/rules/ignored-canary-weights';
import { canary } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(ignoredCanaryWeights, {
  valid: [
    { name: 'in steps', objects: objects(canary('cart')) },
    { name: 'all at once', objects: objects(canary('cart', { analysis: { iterations: 5 } })) },
    { name: 'no iterations', objects: objects(canary('cart', { analysis: { iterations: 0, stepWeight: 10 } })) },
    { name: 'a Canary of nothing', objects: objects(canary('cart', { targetRef: undefined, analysis: { iterations: 5, stepWeight: 1 } })) },
  ],
  invalid: [
    {
      name: 'both',
      objects: objects(canary('cart', { analysis: { iterations: 5, stepWeight: 10, maxWeight: 50 } })),
      findings: [{ at: 'Canary shop/cart spec.analysis.stepWeight', message: 'ignored', data: { weights: 'stepWeight, maxWeight' } }],
    },
    {
      name: 'a list of steps',
      objects: objects(canary('cart', { analysis: { iterations: 5, stepWeights: [1, 2] } })),
      findings: [{ at: 'Canary shop/cart spec.analysis.stepWeights', message: 'ignored', data: { weights: 'stepWeights' } }],
    },
  ],
});
