import { subsetOutOfSight } from '../../../src/analysis/rules/subset-out-of-sight';
import { destinationRule, gateway, objects, serviceEntry, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const HOST = 'reviews.shop.svc.cluster.local';
const routes = (name = 'reviews', more = {}) => virtualService(name, { hosts: [HOST], http: [{ route: [to(HOST, { subset: 'v1' })] }], ...more });
const rule = (name = 'reviews', exportTo?: string[]) => destinationRule(name, { host: HOST, subsets: [{ name: 'v1' }], ...(exportTo ? { exportTo } : {}) });
const edge = gateway('edge', { selector: { istio: 'ingressgateway' }, servers: [] });
const AT = 'spec.http[0].route[0].destination.subset';

ruleTest(subsetOutOfSight, {
  valid: [
    { name: 'both for everybody', objects: objects(routes(), rule()) },
    { name: 'both for their own namespace', objects: objects(routes('reviews', { exportTo: ['.'] }), rule('reviews', ['.'])) },
    { name: 'a client with a rule of its own', objects: objects(routes('web/reviews', { exportTo: ['.'] }), rule('web/reviews', ['.'])) },
    { name: 'the rule of the root namespace', objects: objects(routes(), rule('istio-system/reviews')) },
    { name: 'a gateway that sees the rule', objects: objects(routes('reviews', { gateways: ['edge'] }), rule('reviews', ['istio-system']), edge) },
    { name: 'no rule at all, which another rule looks at', objects: objects(routes(), destinationRule('other', { host: HOST })) },
    { name: 'a host outside', objects: objects(virtualService('a', { hosts: ['a.example.com'], http: [{ route: [to('a.example.com', { subset: 'v1' })] }] }), destinationRule('a', { host: 'a.example.com', subsets: [{ name: 'v1' }] }), serviceEntry('a', { hosts: ['a.example.com'] })) },
  ],
  invalid: [
    {
      name: 'routes for everybody, the rule for its own namespace',
      objects: objects(routes(), rule('reviews', ['.'])),
      findings: [{ at: `VirtualService shop/reviews ${AT}`, message: 'hidden', data: { clients: 'other namespaces', subset: 'v1', host: HOST } }],
    },
    { name: 'the rule beside the routes, not beside the Service', objects: objects(routes('rules/reviews', { exportTo: ['.', 'web'] }), rule('rules/reviews')), findings: [{ at: `VirtualService rules/reviews ${AT}`, message: 'hidden', data: { clients: 'namespace web', subset: 'v1', host: HOST } }] },
    { name: 'a gateway that does not see the rule', objects: objects(routes('reviews', { gateways: ['edge'] }), rule('reviews', ['.']), edge), findings: [{ at: `VirtualService shop/reviews ${AT}`, message: 'hidden', data: { clients: 'namespace istio-system', subset: 'v1', host: HOST } }] },
  ],
});
