import { unsupportedPortName } from '../../../src/analysis/rules/unsupported-port-name';
import { object, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const web = (port: object) => objects(service('web', [{ port: 80, ...port }]));

ruleTest(unsupportedPortName, {
  valid: [
    { name: 'a protocol', objects: web({ name: 'http-web' }) },
    { name: 'a protocol beside the name', objects: web({ name: 'web', appProtocol: 'http' }) },
    { name: 'no name', objects: web({}) },
    { name: 'UDP', objects: web({ name: 'dns', protocol: 'UDP' }) },
    { name: 'an ExternalName, which another rule looks at', objects: objects(service('web', [{ name: 'web', port: 80 }], { type: 'ExternalName', externalName: 'a.example.com' })) },
    { name: 'Istio', objects: objects(object('v1', 'Service', 'edge', { metadata: { name: 'edge', namespace: 'shop', labels: { istio: 'edge' } }, spec: { ports: [{ name: 'status-port', port: 15021 }] } })) },
  ],
  invalid: [
    { name: 'a name of its own', objects: web({ name: 'web' }), findings: [{ at: 'Service shop/web spec.ports[0]', message: 'unknown', data: { port: 80, name: 'web' } }] },
    { name: 'a protocol that means nothing', objects: web({ name: 'http', appProtocol: 'amqp' }), findings: [{ at: 'Service shop/web spec.ports[0]', message: 'unknown', data: { port: 80, name: 'amqp' } }] },
  ],
});
