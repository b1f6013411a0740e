import { externalNameWithTcpPort } from '../../../src/analysis/rules/external-name-with-tcp-port';
import { object, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const external = (port: object) => objects(service('db', [{ port: 443, ...port }], { type: 'ExternalName', externalName: 'db.example.com' }));

ruleTest(externalNameWithTcpPort, {
  valid: [
    { name: 'a protocol with hosts', objects: external({ name: 'https' }) },
    { name: 'no ports', objects: objects(service('db', [], { type: 'ExternalName', externalName: 'db.example.com' })) },
    { name: 'another sort of Service', objects: objects(service('db', [{ name: 'tcp', port: 5432 }])) },
    { name: 'Istio', objects: objects(object('v1', 'Service', 'edge', { metadata: { name: 'edge', namespace: 'shop', labels: { release: 'istio' } }, spec: { type: 'ExternalName', ports: [{ name: 'tcp', port: 15021 }] } })) },
  ],
  invalid: [
    { name: 'tcp', objects: external({ name: 'tcp' }), findings: [{ at: 'Service shop/db spec.ports[0]', message: 'tcp', data: { port: 443, name: 'tcp' } }] },
    { name: 'a name of its own', objects: external({ name: 'db' }), findings: [{ at: 'Service shop/db spec.ports[0]', message: 'tcp' }] },
  ],
});
