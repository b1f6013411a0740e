import { internalHostAtGateway } from '../../../src/analysis/rules/internal-host-at-gateway';
import { gateway, objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (...hosts: string[]) => gateway('edge', { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts }] });
const routes = (hosts: string[], gateways = ['edge', 'mesh']) => virtualService('a', { hosts, gateways, http: [{ route: [to('reviews')] }] });

ruleTest(internalHostAtGateway, {
  valid: [
    { name: 'the public host, too', objects: objects(routes(['reviews', 'a.example.com']), edge('*')) },
    { name: 'a gateway for what leaves, which names it', objects: objects(routes(['reviews']), edge('shop/reviews.shop.svc.cluster.local')) },
    { name: 'a gateway for all of the cluster', objects: objects(routes(['reviews']), edge('*.svc.cluster.local')) },
    { name: 'in the mesh only', objects: objects(routes(['reviews'], ['mesh']), edge('*')) },
    { name: 'a Gateway that is not known', objects: objects(routes(['reviews'])) },
  ],
  invalid: [{
    name: 'the short name alone',
    objects: objects(routes(['reviews']), edge('*')),
    findings: [{ at: 'VirtualService shop/a spec.hosts', message: 'internal', data: { host: 'reviews.shop.svc.cluster.local', gateway: 'Gateway shop/edge' } }],
  }],
});
