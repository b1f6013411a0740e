import { routeToHeadlessService } from '../../../src/analysis/rules/route-to-headless-service';
import { objects, service, serviceEntry, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const headless = service('db-pods', undefined, { clusterIP: 'None' });
const routes = (host: string, more = {}) => virtualService('db', { hosts: [host], http: [{ route: [to('db-pods')] }], ...more });

ruleTest(routeToHeadlessService, {
  valid: [
    { name: 'its own routes', objects: objects(routes('db-pods'), headless) },
    { name: 'a Service with an address', objects: objects(routes('db'), service('db-pods')) },
    { name: 'at a gateway, which knows the pods', objects: objects(routes('db.example.com', { gateways: ['edge'] }), headless) },
    { name: 'a host outside', objects: objects(virtualService('a', { hosts: ['a'], http: [{ route: [to('a.example.com')] }] }), serviceEntry('a', { hosts: ['a.example.com'] })) },
  ],
  invalid: [{
    name: 'another name',
    objects: objects(routes('db'), headless),
    findings: [{ at: 'VirtualService shop/db spec.http[0].route[0].destination.host', message: 'passed', data: { host: 'db-pods.shop.svc.cluster.local', own: 'db.shop.svc.cluster.local' } }],
  }],
});
