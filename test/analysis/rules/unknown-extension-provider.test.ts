import { unknownExtensionProvider } from '../../../src/analysis/rules/unknown-extension-provider';
import { authorizationPolicy, objects, telemetry } from '../objects';
import { ruleTest } from '../rule-test';

const ask = (name: string) => objects(authorizationPolicy('web', { action: 'CUSTOM', provider: { name }, rules: [{}] }));
const complete = { complete: true };

ruleTest(unknownExtensionProvider, {
  valid: [
    { name: 'what may lie outside', objects: ask('opa') },
    { name: 'a declared provider', objects: ask('opa'), surroundings: { complete: true, extensionProviders: ['opa'] } },
    { name: 'those that Istio brings', objects: objects(telemetry('web', { accessLogging: [{ providers: [{ name: 'envoy' }] }], metrics: [{ providers: [{ name: 'prometheus' }] }], tracing: [{}] })), surroundings: complete },
  ],
  invalid: [
    { name: 'nobody to ask', objects: ask('opa'), surroundings: complete, findings: [{ at: 'AuthorizationPolicy shop/web spec.provider.name', message: 'denies', data: { provider: 'opa' } }] },
    { name: 'nobody to tell', objects: objects(telemetry('web', { tracing: [{ providers: [{ name: 'zipkin' }] }] })), surroundings: complete, findings: [{ at: 'Telemetry shop/web spec.tracing[0].providers[0].name', message: 'ignored' }] },
  ],
});
