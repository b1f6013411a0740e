import { httpRoutesBeforeTermination } from '../../../src/analysis/rules/http-routes-before-termination';
import { gateway, objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (protocol: string, tls?: object) => gateway('edge', { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 443, name: 'port', protocol }, hosts: ['a.example.com'], ...(tls ? { tls } : {}) }] });
const routes = (gateways = ['edge'], host = 'a.example.com') =>
  virtualService('a', { hosts: [host], gateways, http: [{ route: [to('a')] }] });

ruleTest(httpRoutesBeforeTermination, {
  valid: [
    { name: 'a server that reads what the routes ask for', objects: objects(routes(), edge('HTTPS', { mode: 'SIMPLE', credentialName: 'a' })) },
    { name: 'routes of the mesh, too', objects: objects(routes(['edge', 'mesh']), edge('HTTPS', { mode: 'PASSTHROUGH' })) },
    { name: 'a Gateway that is not among the manifests', objects: objects(routes(['edge', 'far/edge']), edge('HTTPS', { mode: 'PASSTHROUGH' })) },
    { name: 'a host that the Gateway does not have, which another rule looks at', objects: objects(routes(['edge'], 'b.example.com'), edge('HTTPS', { mode: 'PASSTHROUGH' })) },
    { name: 'other routes', objects: objects(virtualService('a', { hosts: ['a.example.com'], gateways: ['edge'], tcp: [{ route: [to('a')] }] }), edge('HTTPS', { mode: 'PASSTHROUGH' })) },
  ],
  invalid: [
    { name: 'the other sort of server', objects: objects(routes(), edge('HTTPS', { mode: 'PASSTHROUGH' })), findings: [{ at: 'VirtualService shop/a spec.http', message: 'unread' }] },
    { name: 'a server of TCP', objects: objects(routes(), edge('TCP')), findings: [{ at: 'VirtualService shop/a spec.http', message: 'unread' }] },
  ],
});
