import { twoTelemetriesForOnePod } from '../../../src/analysis/rules/two-telemetries-for-one-pod';
import { deployment, objects, telemetry } from '../objects';
import { ruleTest } from '../rule-test';

const of = (name: string, labels: object) => telemetry(name, { selector: { matchLabels: labels } });
const web = deployment('web', { app: 'web', tier: 'front' });

ruleTest(twoTelemetriesForOnePod, {
  valid: [
    { name: 'different pods', objects: objects(of('a', { app: 'web' }), of('b', { app: 'b' }), web, deployment('b')) },
    { name: 'the namespace beside one with a selector', objects: objects(of('a', { app: 'web' }), telemetry('b', {}), web) },
  ],
  invalid: [{
    name: 'different labels of one pod',
    objects: objects(of('a', { app: 'web' }), of('b', { tier: 'front' }), web),
    findings: [{ at: 'Telemetry shop/a spec.selector.matchLabels', message: 'conflict', data: { others: 'Telemetry shop/b', workload: 'Deployment shop/web' } }, { at: 'Telemetry shop/b spec.selector.matchLabels', message: 'conflict' }],
  }],
});
