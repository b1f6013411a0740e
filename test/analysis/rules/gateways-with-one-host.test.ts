import { gatewaysWithOneHost } from '../../../src/analysis/rules/gateways-with-one-host';
import { gateway, objects } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (name: string, host: string, protocol = 'HTTP') =>
  gateway(name, { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 80, name: 'http', protocol }, hosts: [host] }] });

ruleTest(gatewaysWithOneHost, {
  valid: [
    { name: 'different hosts', objects: objects(edge('a', 'a.example.com'), edge('b', 'b.example.com')) },
    { name: 'with TLS, which another rule looks at', objects: objects(edge('a', 'a.example.com', 'HTTPS'), edge('b', 'a.example.com', 'TLS')) },
  ],
  invalid: [{
    name: 'the same host',
    objects: objects(edge('a', 'a.example.com'), edge('b', 'a.example.com')),
    findings: [
      { at: 'Gateway shop/a spec.servers[0].hosts[0]', message: 'shared', data: { host: 'a.example.com', port: 80, other: 'Gateway shop/b' } },
      { at: 'Gateway shop/b spec.servers[0].hosts[0]', message: 'shared', data: { host: 'a.example.com', port: 80, other: 'Gateway shop/a' } },
    ],
  }],
});
