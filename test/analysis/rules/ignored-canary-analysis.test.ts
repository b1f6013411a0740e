import { ignoredCanaryAnalysis } from '../../../src/analysis/rules/ignored-canary-analysis';
import { canary } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(ignoredCanaryAnalysis, {
  valid: [
    { name: 'one analysis', objects: objects(canary('cart')) },
    { name: 'the old field alone', objects: objects(canary('cart', { analysis: undefined, canaryAnalysis: {} })) },
  ],
  invalid: [{ name: 'both', objects: objects(canary('cart', { canaryAnalysis: {} })), findings: [{ at: 'Canary shop/cart spec.canaryAnalysis', message: 'ignored' }] }],
});
