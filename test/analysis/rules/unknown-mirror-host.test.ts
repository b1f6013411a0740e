import { unknownMirrorHost } from '../../../src/analysis/rules/unknown-mirror-host';
import { objects, service, serviceEntry, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const copied = (rule: object) => virtualService('reviews', { hosts: ['reviews'], http: [{ route: [to('reviews')], ...rule }] });

ruleTest(unknownMirrorHost, {
  valid: [
    { name: 'copies to a Service', objects: objects(copied({ mirror: { host: 'reviews' } }), service('reviews')) },
    { name: 'a destination, which another rule looks at', objects: objects(virtualService('reviews', { hosts: ['reviews'], http: [{ route: [to('gone')] }] }), service('reviews')) },
  ],
  invalid: [
    {
      name: 'copies to nowhere',
      objects: objects(copied({ mirror: { host: 'reviews-test' } }), service('reviews')),
      findings: [{ at: 'VirtualService shop/reviews spec.http[0].mirror.host', message: 'unknown', data: { host: 'reviews-test.shop.svc.cluster.local' } }],
    },
    {
      name: 'one of several copies to a hidden host',
      objects: objects(copied({ mirrors: [to('reviews'), to('api.example.com')] }), service('reviews'), serviceEntry('far/api', { hosts: ['api.example.com'], exportTo: ['.'] })),
      findings: [{ at: 'VirtualService shop/reviews spec.http[0].mirrors[1].destination.host', message: 'hidden', data: { host: 'api.example.com', namespace: 'shop' } }],
    },
  ],
});
