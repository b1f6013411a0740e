import { routeHiddenFromGateway } from '../../../src/analysis/rules/route-hidden-from-gateway';
import { deployment, gateway, objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (selector: object = { istio: 'ingressgateway' }) => gateway('edge', { selector, servers: [] });
const routes = (exportTo?: string[]) => virtualService('a', { hosts: ['a.example.com'], gateways: ['edge', 'mesh'], http: [{ route: [to('a')] }], ...(exportTo ? { exportTo } : {}) });

ruleTest(routeHiddenFromGateway, {
  valid: [
    { name: 'exported to everybody', objects: objects(routes(), edge()) },
    { name: 'exported to the pods', objects: objects(routes(['.', 'istio-system']), edge()) },
    { name: 'pods of its own namespace', objects: objects(routes(['.']), edge({ app: 'edge' }), deployment('edge')) },
    { name: 'pods that are not known', objects: objects(routes(['.']), edge({ app: 'edge' })) },
    { name: 'a Gateway that is not known', objects: objects(routes(['.'])) },
  ],
  invalid: [{
    name: 'for its own namespace, the pods in another',
    objects: objects(routes(['.']), edge()),
    findings: [{ at: 'VirtualService shop/a spec.exportTo', message: 'hidden', data: { namespaces: 'istio-system', gateway: 'Gateway shop/edge' } }],
  }],
});
