import { plaintextToTlsPort } from '../../../src/analysis/rules/plaintext-to-tls-port';
import { destinationRule, objects, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const entry = (port: object, more = {}) => serviceEntry('api', { hosts: ['api.example.com'], ports: [{ name: 'port', ...port }], ...more });
const AT = 'ServiceEntry shop/api spec.ports[0].protocol';

ruleTest(plaintextToTlsPort, {
  valid: [
    { name: 'clients start TLS', objects: objects(entry({ number: 443, protocol: 'HTTPS' })) },
    { name: 'the proxy starts TLS', objects: objects(entry({ number: 80, targetPort: 443, protocol: 'HTTP' }), destinationRule('api', { host: 'api.example.com', trafficPolicy: { tls: { mode: 'SIMPLE' } } })) },
    { name: 'a port for plaintext', objects: objects(entry({ number: 443, targetPort: 8080, protocol: 'HTTP' })) },
    { name: 'inside of the mesh, where proxies speak TLS to each other', objects: objects(entry({ number: 443, protocol: 'HTTP' }, { location: 'MESH_INTERNAL' })) },
  ],
  invalid: [
    { name: 'nobody starts TLS', objects: objects(entry({ number: 443, protocol: 'HTTP' })), findings: [{ at: AT, message: 'plain', data: { host: 'api.example.com' } }] },
    { name: 'behind another number', objects: objects(entry({ number: 80, targetPort: 443, protocol: 'http' })), findings: [{ at: AT, message: 'plain' }] },
  ],
});
