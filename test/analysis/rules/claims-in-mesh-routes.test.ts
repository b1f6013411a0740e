import { claimsInMeshRoutes } from '../../../src/analysis/rules/claims-in-mesh-routes';
import { objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const claim = '@request.auth.claims.group';
const routes = (match: object, more = {}) => objects(virtualService('a', { hosts: ['a.example.com'], http: [{ match: [match], route: [to('a')] }], ...more }));

ruleTest(claimsInMeshRoutes, {
  valid: [
    { name: 'at a gateway', objects: routes({ headers: { [claim]: { exact: 'admin' } } }, { gateways: ['edge'] }) },
    { name: 'a header that a claim is copied into', objects: routes({ headers: { 'x-group': { exact: 'admin' } } }) },
    { name: 'a delegate', objects: objects(virtualService('part', { http: [{ match: [{ headers: { [claim]: { exact: 'admin' } } }], route: [to('a')] }] })) },
  ],
  invalid: [
    { name: 'in the mesh', objects: routes({ headers: { [claim]: { exact: 'admin' } } }), findings: [{ at: 'VirtualService shop/a spec.http[0].match[0].headers', message: 'mesh', data: { claim } }] },
    { name: 'a claim that must be absent, at a gateway and in the mesh', objects: routes({ withoutHeaders: { [claim]: {} } }, { gateways: ['edge', 'mesh'] }), findings: [{ at: 'VirtualService shop/a spec.http[0].match[0].withoutHeaders', message: 'mesh' }] },
  ],
});
