import { routesForUnknownHost } from '../../../src/analysis/rules/routes-for-unknown-host';
import { objects, service, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const routes = (host: string, more = {}) => virtualService('a', { hosts: [host], http: [{ route: [to('a')] }], ...more });

ruleTest(routesForUnknownHost, {
  valid: [
    { name: 'a Service', objects: objects(routes('a'), service('a')) },
    { name: 'a Service of a namespace that is not known', objects: objects(routes('b.far.svc.cluster.local'), service('a')) },
    { name: 'a host of the internet', objects: objects(routes('a.example.com'), service('a')) },
    { name: 'at a gateway', objects: objects(routes('b', { gateways: ['edge'] }), service('a')) },
    { name: 'every Service of a namespace', objects: objects(routes('*.shop.svc.cluster.local'), service('a')) },
  ],
  invalid: [{ name: 'a typing error', objects: objects(routes('b'), service('a')), findings: [{ at: 'VirtualService shop/a spec.hosts[0]', message: 'unknown', data: { host: 'b.shop.svc.cluster.local' } }] }],
});
