import { destinationWithoutPort } from '../../../src/analysis/rules/destination-without-port';
import { objects, service, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const two = [{ name: 'http', port: 80 }, { name: 'admin', port: 81 }];
const routeTo = (more: Readonly<Record<string, unknown>>) => virtualService('reviews', { hosts: ['reviews'], http: [{ route: [to('reviews', more)] }] });

ruleTest(destinationWithoutPort, {
  valid: [
    { name: 'the port is named', objects: objects(routeTo({ port: { number: 80 } }), service('reviews', two)) },
    { name: 'there is only one', objects: objects(routeTo({}), service('reviews')) },
    { name: 'a host that is not known', objects: objects(routeTo({})) },
  ],
  invalid: [{
    name: 'two ports',
    objects: objects(routeTo({}), service('reviews', two)),
    findings: [{ at: 'VirtualService shop/reviews spec.http[0].route[0].destination', message: 'ambiguous', data: { host: 'reviews.shop.svc.cluster.local', ports: '80, 81' } }],
  }],
});
