import { wayOutOfProtectedData } from '../../../src/analysis/rules/way-out-of-protected-data';
import { classified, deployment, objects, service, serviceEntry, sidecar } from '../objects';
import { ruleTest } from '../rule-test';

const [vault, pods] = [classified('vault', 'CARDHOLDER'), deployment('vault')];
const of = (mode: string, hosts: readonly string[] = ['./*']) => sidecar('vault', { workloadSelector: { labels: { app: 'vault' } }, egress: [{ hosts }], outboundTrafficPolicy: { mode } });
const wild = (exportTo?: readonly string[]) => serviceEntry('banks', { hosts: ['www.example.com', '*.bank.example.com'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], exportTo });
const data = { services: 'Service shop/vault', classes: 'CARDHOLDER' };

ruleTest(wayOutOfProtectedData, {
  valid: [
    { name: 'hosts that were declared', objects: objects(vault, pods, of('REGISTRY_ONLY'), serviceEntry('bank', { hosts: ['api.bank.example.com'], ports: [] })) },
    { name: 'a wildcard that its Sidecar does not show', objects: objects(vault, pods, of('REGISTRY_ONLY', ['./www.example.com']), wild()) },
    { name: 'a wildcard for another namespace', objects: objects(vault, pods, of('REGISTRY_ONLY', ['*/*']), { ...wild(['.']), metadata: { name: 'banks', namespace: 'other' } }) },
    { name: 'a service that says nothing', objects: objects(service('vault'), pods, of('ALLOW_ANY')) },
    { name: 'a way out that others say', objects: objects(vault, pods) },
  ],
  invalid: [
    { name: 'any host', objects: objects(vault, pods, of('ALLOW_ANY')), findings: [{ at: 'Sidecar shop/vault spec.outboundTrafficPolicy.mode', message: 'any', data }] },
    {
      name: 'any host of the namespace, for two services, said once',
      objects: objects(vault, pods, classified('people', 'PERSONAL'), deployment('people'), sidecar('default', { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } })),
      findings: [{ at: 'Sidecar shop/default spec.outboundTrafficPolicy.mode', message: 'any', data: { services: 'Service shop/people, Service shop/vault', classes: 'CARDHOLDER and PERSONAL' } }],
    },
    { name: 'a wildcard in view', objects: objects(vault, pods, of('REGISTRY_ONLY'), wild()), findings: [{ at: 'ServiceEntry shop/banks spec.hosts[1]', message: 'wildcard', data: { ...data, host: '*.bank.example.com' } }] },
  ],
});
