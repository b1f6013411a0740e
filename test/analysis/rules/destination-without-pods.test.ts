import { destinationWithoutPods } from '../../../src/analysis/rules/destination-without-pods';
import { deployment, object, objects, service, serviceEntry, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const routes = (host = 'a') => virtualService('a', { hosts: [host], http: [{ route: [to(host)] }] });

ruleTest(destinationWithoutPods, {
  valid: [
    { name: 'pods', objects: objects(routes(), service('a'), deployment('a')) },
    { name: 'a machine', objects: objects(routes(), service('a'), deployment('b'), object('networking.istio.io/v1', 'WorkloadEntry', 'vm', { spec: { address: '10.0.0.1', labels: { app: 'a' } } })) },
    { name: 'pods that are not known', objects: objects(routes(), service('a')) },
    { name: 'endpoints that somebody else writes', objects: objects(routes(), service('a', undefined, { selector: {} }), deployment('b')) },
    { name: 'a host outside', objects: objects(routes('a.example.com'), serviceEntry('a', { hosts: ['a.example.com'] }), deployment('b')) },
  ],
  invalid: [{
    name: 'a typing error in the selector',
    objects: objects(routes(), service('a', undefined, { selector: { app: 'aa' } }), deployment('a')),
    findings: [{ at: 'VirtualService shop/a spec.http[0].route[0].destination.host', message: 'none', data: { namespace: 'shop', service: 'a', selector: 'app=aa' } }],
  }],
});
