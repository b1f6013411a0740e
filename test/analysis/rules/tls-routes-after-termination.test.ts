import { tlsRoutesAfterTermination } from '../../../src/analysis/rules/tls-routes-after-termination';
import { gateway, objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (protocol: string, tls?: object) => gateway('edge', { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 443, name: 'port', protocol }, hosts: ['a.example.com'], ...(tls ? { tls } : {}) }] });
const routes = (gateways = ['edge'], host = 'a.example.com') =>
  virtualService('a', { hosts: [host], gateways, tls: [{ match: [{ sniHosts: [host] }], route: [to('a')] }] });

ruleTest(tlsRoutesAfterTermination, {
  valid: [
    { name: 'a server that reads what the routes ask for', objects: objects(routes(), edge('HTTPS', { mode: 'PASSTHROUGH' })) },
    { name: 'routes of the mesh, too', objects: objects(routes(['edge', 'mesh']), edge('HTTPS', { mode: 'SIMPLE', credentialName: 'a' })) },
    { name: 'a Gateway that is not among the manifests', objects: objects(routes(['edge', 'far/edge']), edge('HTTPS', { mode: 'SIMPLE', credentialName: 'a' })) },
    { name: 'a host that the Gateway does not have, which another rule looks at', objects: objects(routes(['edge'], 'b.example.com'), edge('HTTPS', { mode: 'SIMPLE', credentialName: 'a' })) },
    { name: 'other routes', objects: objects(virtualService('a', { hosts: ['a.example.com'], gateways: ['edge'], tcp: [{ route: [to('a')] }] }), edge('HTTPS', { mode: 'SIMPLE', credentialName: 'a' })) },
  ],
  invalid: [
    { name: 'the other sort of server', objects: objects(routes(), edge('HTTPS', { mode: 'SIMPLE', credentialName: 'a' })), findings: [{ at: 'VirtualService shop/a spec.tls', message: 'ended' }] },
    { name: 'a server of HTTP', objects: objects(routes(), edge('HTTP')), findings: [{ at: 'VirtualService shop/a spec.tls', message: 'ended' }] },
  ],
});
