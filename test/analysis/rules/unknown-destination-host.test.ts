import { unknownDestinationHost } from '../../../src/analysis/rules/unknown-destination-host';
import { objects, service, serviceEntry, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const HOST = 'reviews.shop.svc.cluster.local';
const routeTo = (host: string, more = {}) => virtualService('reviews', { hosts: [HOST], http: [{ route: [to(host)] }], ...more });
const AT = 'VirtualService shop/reviews spec.http[0].route[0].destination.host';

ruleTest(unknownDestinationHost, {
  valid: [
    { name: 'a Service by its short name', objects: objects(routeTo('reviews'), service('reviews')) },
    { name: 'a host of a ServiceEntry', objects: objects(routeTo('api.example.com'), serviceEntry('api', { hosts: ['*.example.com'] })) },
    { name: 'a host of a namespace that is not known', objects: objects(routeTo('reviews.far.svc.cluster.local'), service('reviews')) },
    { name: 'a host of the internet that may be declared elsewhere', objects: objects(routeTo('api.example.com'), service('reviews')) },
    { name: 'a host that is known to lie outside', objects: objects(routeTo('rates'), service('reviews')), surroundings: { hosts: ['rates.shop.svc.cluster.local'] } },
    {
      name: 'a host that those see to whom the routes are exported',
      objects: objects(routeTo('api.example.com', { exportTo: ['web'] }), serviceEntry('far/api', { hosts: ['api.example.com'], exportTo: ['web'] })),
    },
    { name: 'a mirror, which another rule looks at', objects: objects(virtualService('a', { hosts: [HOST], http: [{ route: [to(HOST)], mirror: { host: 'gone' } }] }), service('reviews')) },
    { name: 'a half-qualified name, which another rule looks at', objects: objects(routeTo('reviews.shop'), service('reviews')), surroundings: { complete: true } },
  ],
  invalid: [
    {
      name: 'a typing error',
      objects: objects(routeTo('review'), service('reviews')),
      findings: [{ at: AT, message: 'unknown', data: { host: 'review.shop.svc.cluster.local' } }],
    },
    { name: 'a host of nowhere, if nothing lies outside', objects: objects(routeTo('api.example.com')), surroundings: { complete: true }, findings: [{ at: AT, message: 'unknown' }] },
    {
      name: 'a Service that is exported to others only',
      objects: objects(routeTo('far.far.svc.cluster.local'), { ...service('far/far'), metadata: { name: 'far', namespace: 'far', annotations: { 'networking.istio.io/exportTo': '., web' } } }),
      findings: [{ at: AT, message: 'hidden', data: { host: 'far.far.svc.cluster.local', namespace: 'shop' } }],
    },
    {
      name: 'routes of TCP',
      objects: objects(virtualService('db', { hosts: ['db'], tcp: [{ route: [to('gone')] }] }), service('db')),
      findings: [{ at: 'VirtualService shop/db spec.tcp[0].route[0].destination.host', message: 'unknown' }],
    },
  ],
});
