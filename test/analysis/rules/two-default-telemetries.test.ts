import { twoDefaultTelemetries } from '../../../src/analysis/rules/two-default-telemetries';
import { objects, telemetry } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(twoDefaultTelemetries, {
  valid: [
    { name: 'one in each namespace', objects: objects(telemetry('a', {}), telemetry('web/a', {})) },
    { name: 'one with a selector', objects: objects(telemetry('a', {}), telemetry('b', { selector: { matchLabels: { app: 'b' } } })) },
    { name: 'one for a named object', objects: objects(telemetry('a', {}), telemetry('b', { targetRefs: [{ kind: 'Gateway', group: 'gateway.networking.k8s.io', name: 'edge' }] })) },
  ],
  invalid: [{ name: 'two', objects: objects(telemetry('a', {}), telemetry('b', {})), findings: [{ at: 'Telemetry shop/a', message: 'several', data: { others: 'Telemetry shop/b' } }, { at: 'Telemetry shop/b', message: 'several' }] }],
});
