import { accessLogWithoutProvider } from '../../../src/analysis/rules/access-log-without-provider';
import { objects, telemetry } from '../objects';
import { ruleTest } from '../rule-test';

const log = (...accessLogging: object[]) => objects(telemetry('web', { accessLogging }));

ruleTest(accessLogWithoutProvider, {
  valid: [
    { name: 'a named provider', objects: log({ providers: [{ name: 'envoy' }] }) },
    { name: 'a default provider', objects: log({}), surroundings: { defaultProviders: { tracing: false, metrics: true, accessLogging: true } } },
    { name: 'no log', objects: log({ disabled: true }) },
    { name: 'metrics', objects: objects(telemetry('web', { metrics: [{}] })) },
  ],
  invalid: [{ name: 'no provider', objects: log({ providers: [{ name: 'envoy' }] }, {}), findings: [{ at: 'Telemetry shop/web spec.accessLogging[1]', message: 'none', data: {} }] }],
});
