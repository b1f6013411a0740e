import { sharedGatewayCertificate } from '../../../src/analysis/rules/shared-gateway-certificate';
import { gateway, objects } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (name: string, tls: object, selector: object = { istio: 'ingressgateway' }) =>
  gateway(name, { selector, servers: [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: [`${name}.example.com`], tls: { mode: 'SIMPLE', ...tls } }] });
const web = { credentialName: 'web' };

ruleTest(sharedGatewayCertificate, {
  valid: [
    { name: 'different certificates', objects: objects(edge('a', web), edge('b', { credentialName: 'other' })) },
    { name: 'different pods', objects: objects(edge('a', web), edge('b', web, { app: 'private' })) },
    { name: 'no certificate', objects: objects(edge('a', { mode: 'PASSTHROUGH' }), edge('b', { mode: 'PASSTHROUGH' })) },
    { name: 'one Gateway for both hosts', objects: objects(edge('a', web)) },
  ],
  invalid: [
    {
      name: 'by Secret',
      objects: objects(edge('a', web), edge('b', web)),
      findings: [
        { at: 'Gateway shop/a spec.servers[0].tls', message: 'shared', data: { certificate: 'web', other: 'Gateway shop/b' } },
        { at: 'Gateway shop/b spec.servers[0].tls', message: 'shared', data: { certificate: 'web', other: 'Gateway shop/a' } },
      ],
    },
    {
      name: 'by file, one of them for fewer pods',
      objects: objects(edge('a', { serverCertificate: '/c', privateKey: '/k' }), edge('b', { serverCertificate: '/c', privateKey: '/k' }, { istio: 'ingressgateway', app: 'x' })),
      findings: [{ at: 'Gateway shop/a spec.servers[0].tls', message: 'shared', data: { certificate: '/c with /k', other: 'Gateway shop/b' } }],
    },
  ],
});
