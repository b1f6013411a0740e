import { servicesWithTwoTransports } from '../../../src/analysis/rules/services-with-two-transports';
import { deployment, namespace, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const dns = deployment('dns');
const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const on = (name: string, protocol: string, port = 53) => service(name, [{ name: 'dns', port, protocol }], { selector: { app: 'dns' } });

ruleTest(servicesWithTwoTransports, {
  valid: [
    { name: 'one transport', objects: objects(on('a', 'TCP'), on('b', 'TCP'), dns, mesh) },
    { name: 'two ports', objects: objects(on('a', 'TCP'), on('b', 'UDP', 54), dns, mesh) },
    { name: 'pods outside the mesh', objects: objects(on('a', 'TCP'), on('b', 'UDP'), dns, namespace('shop')) },
  ],
  invalid: [{ name: 'two transports', objects: objects(on('a', 'TCP'), on('b', 'UDP'), dns, mesh), findings: [{ at: 'Deployment shop/dns', message: 'both', data: { port: '53', services: 'a, b' } }] }],
});
