import { hostNotInGateway } from '../../../src/analysis/rules/host-not-in-gateway';
import { gateway, objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (...hosts: string[]) => gateway('edge', { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts }] });
const bound = (hosts: string[], name = 'reviews') => virtualService(name, { hosts, gateways: ['shop/edge'], http: [{ route: [to('reviews')] }] });

ruleTest(hostNotInGateway, {
  valid: [
    { name: 'the host itself', objects: objects(bound(['a.example.com']), edge('a.example.com')) },
    { name: 'one of several', objects: objects(bound(['reviews', 'a.example.com']), edge('a.example.com')) },
    { name: 'a wildcard', objects: objects(bound(['a.example.com']), edge('*.example.com')) },
    { name: 'a wildcard of the routes', objects: objects(bound(['*.example.com']), edge('a.example.com')) },
    { name: 'for this namespace', objects: objects(bound(['a.example.com']), edge('./a.example.com')) },
    { name: 'for all namespaces', objects: objects(bound(['a.example.com'], 'web/reviews'), edge('*/*')) },
    { name: 'a Gateway that is not among the manifests', objects: objects(bound(['a.example.com'])) },
    { name: 'a delegate, which has no hosts', objects: objects(bound([]), edge('a.example.com')) },
  ],
  invalid: [
    {
      name: 'another host',
      objects: objects(bound(['a.example.com', 'b.example.com']), edge('c.example.com')),
      findings: [{ at: 'VirtualService shop/reviews spec.gateways[0]', message: 'none', data: { gateway: 'Gateway shop/edge', hosts: 'a.example.com, b.example.com', namespace: 'shop' } }],
    },
    { name: 'for another namespace', objects: objects(bound(['a.example.com'], 'web/reviews'), edge('shop/a.example.com')), findings: [{ at: 'VirtualService web/reviews spec.gateways[0]', message: 'none' }] },
    { name: 'a name that only looks like the wildcard', objects: objects(bound(['example.com']), edge('*.example.com')), findings: [{ at: 'VirtualService shop/reviews spec.gateways[0]', message: 'none' }] },
  ],
});
