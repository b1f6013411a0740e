import { canaryWithoutAnalysis } from '../../../src/analysis/rules/canary-without-analysis';
import { canary } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(canaryWithoutAnalysis, {
  valid: [{ name: 'judged', objects: objects(canary('cart')) }],
  invalid: [
    { name: 'not judged', objects: objects(canary('cart', { analysis: undefined })), findings: [{ at: 'Canary shop/cart spec', message: 'missing' }] },
    {
      name: 'judged by the old field',
      objects: objects(canary('cart', { analysis: undefined, canaryAnalysis: { stepWeight: 10 } })),
      findings: [{ at: 'Canary shop/cart spec.canaryAnalysis', message: 'old' }],
    },
  ],
});
