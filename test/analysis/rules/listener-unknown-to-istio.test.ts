import { listenerUnknownToIstio } from '../../../src/analysis/rules/listener-unknown-to-istio';
import { apiGateway, listener } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

const at = 'Gateway shop/edge spec.listeners[0].protocol';

ruleTest(listenerUnknownToIstio, {
  valid: [
    { name: 'HTTP', objects: objects(apiGateway('edge')) },
    { name: 'another class', objects: objects(apiGateway('edge', [listener({ protocol: 'UDP' })], 'nginx')) },
  ],
  invalid: [
    { name: 'UDP', objects: objects(apiGateway('edge', [listener({ protocol: 'UDP' })])), findings: [{ at, message: 'unknown', data: { listener: 'http', protocol: 'UDP', allowed: 'HTTP, HTTPS, TLS, TCP' } }] },
    { name: 'lower case', objects: objects(apiGateway('edge', [listener({ protocol: 'http' })])), findings: [{ at, message: 'unknown' }] },
  ],
});
