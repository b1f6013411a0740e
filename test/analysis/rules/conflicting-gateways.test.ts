import { conflictingGateways } from '../../../src/analysis/rules/conflicting-gateways';
import { deployment, gateway, objects } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (name: string, host: string, more = {}, selector: object = { istio: 'ingressgateway' }) =>
  gateway(name, { selector, servers: [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: [host], tls: { mode: 'SIMPLE', credentialName: name }, ...more }] });

ruleTest(conflictingGateways, {
  valid: [
    { name: 'different hosts', objects: objects(edge('a', 'a.example.com'), edge('b', '*.example.com')) },
    { name: 'different pods', objects: objects(edge('a', 'a.example.com'), edge('b', 'a.example.com', {}, { app: 'private' })) },
    { name: 'different ports', objects: objects(edge('a', 'a.example.com'), edge('b', 'a.example.com', { port: { number: 8443, name: 'https', protocol: 'HTTPS' } })) },
    { name: 'different addresses', objects: objects(edge('a', 'a.example.com'), edge('b', 'a.example.com', { bind: '10.0.0.1' })) },
    { name: 'without TLS, which another rule looks at', objects: objects(edge('a', 'a.example.com'), edge('b', 'a.example.com', { port: { number: 443, name: 'http', protocol: 'HTTP' } })) },
  ],
  invalid: [
    {
      name: 'for different namespaces',
      objects: objects(edge('a', 'shop/a.example.com'), edge('web/b', 'web/a.example.com')),
      findings: [
        { at: 'Gateway shop/a spec.servers[0].hosts[0]', message: 'conflict', data: { host: 'a.example.com', port: 443, other: 'Gateway web/b' } },
        { at: 'Gateway web/b spec.servers[0].hosts[0]', message: 'conflict', data: { host: 'a.example.com', port: 443, other: 'Gateway shop/a' } },
      ],
    },
    {
      name: 'by different labels of the same pods',
      objects: objects(edge('a', 'a.example.com', {}, { app: 'public' }), edge('b', 'a.example.com', {}, { istio: 'public' }), deployment('edges/public', { app: 'public', istio: 'public' })),
      findings: [{ at: 'Gateway shop/a spec.servers[0].hosts[0]', message: 'conflict' }, { at: 'Gateway shop/b spec.servers[0].hosts[0]', message: 'conflict' }],
    },
  ],
});
