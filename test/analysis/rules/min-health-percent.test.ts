import { minHealthPercent } from '../../../src/analysis/rules/min-health-percent';
import { destinationRule, objects } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (outlierDetection: object) => objects(destinationRule('a', { host: 'a', trafficPolicy: { outlierDetection } }));

ruleTest(minHealthPercent, {
  valid: [{ name: 'left out', objects: rule({ consecutive5xxErrors: 5 }) }, { name: 'the default', objects: rule({ minHealthPercent: 0 }) }],
  invalid: [{ name: 'set', objects: rule({ minHealthPercent: 30 }), findings: [{ at: 'DestinationRule shop/a spec.trafficPolicy.outlierDetection.minHealthPercent', message: 'changed', data: { percent: 30 } }] }],
});
