import { routesOfAnotherProtocol } from '../../../src/analysis/rules/routes-of-another-protocol';
import { objects, service, serviceEntry, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const route = [to('a')];
const http = virtualService('a', { hosts: ['a'], http: [{ route }] });
const tcp = virtualService('a', { hosts: ['a'], tcp: [{ route }] });
const HOST = 'a.shop.svc.cluster.local';

ruleTest(routesOfAnotherProtocol, {
  valid: [
    { name: 'HTTP for HTTP', objects: objects(http, service('a')) },
    { name: 'a port that says nothing', objects: objects(http, service('a', [{ name: 'web', port: 8080 }]), tcp) },
    { name: 'one port of several', objects: objects(http, service('a', [{ name: 'tcp', port: 1 }, { name: 'web', appProtocol: 'grpc', port: 2 }])) },
    { name: 'TLS routes for TCP', objects: objects(virtualService('a', { hosts: ['a'], tls: [{ match: [{ sniHosts: ['a'] }], route }] }), service('a', [{ name: 'tcp', port: 1 }])) },
    { name: 'a host that is not known', objects: objects(http) },
    { name: 'at a gateway', objects: objects({ ...http, spec: { hosts: ['a'], gateways: ['edge'], http: [{ route }] } }, service('a', [{ name: 'tcp', port: 1 }])) },
  ],
  invalid: [
    { name: 'HTTP for TCP', objects: objects(http, service('a', [{ name: 'tcp-web', port: 8080 }])), findings: [{ at: 'VirtualService shop/a spec.http', message: 'http', data: { host: HOST, ports: '8080 TCP' } }] },
    { name: 'TCP for HTTP', objects: objects(tcp, service('a')), findings: [{ at: 'VirtualService shop/a spec.tcp', message: 'tcp', data: { host: HOST, ports: '80 HTTP', kind: 'tcp' } }] },
    {
      name: 'HTTP for the TLS of clients',
      objects: objects(virtualService('x', { hosts: ['x.example.com'], http: [{ route }] }), serviceEntry('x', { hosts: ['x.example.com'], ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }] })),
      findings: [{ at: 'VirtualService shop/x spec.http', message: 'http' }],
    },
  ],
});
