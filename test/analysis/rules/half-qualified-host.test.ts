import { halfQualifiedHost } from '../../../src/analysis/rules/half-qualified-host';
import { destinationRule, objects, service, serviceEntry, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const routes = (host: string, destination: string) => virtualService('reviews', { hosts: [host], http: [{ route: [to(destination)] }] });
const meant = 'reviews.shop.svc.cluster.local';

ruleTest(halfQualifiedHost, {
  valid: [
    { name: 'short and full names', objects: objects(routes('reviews', meant), destinationRule('reviews', { host: 'reviews' }), service('reviews')) },
    { name: 'a host of the internet', objects: objects(routes('example.com', 'example.com'), service('reviews')) },
    { name: 'a declared host that only looks so', objects: objects(routes('reviews.shop', 'reviews.shop'), service('reviews'), serviceEntry('a', { hosts: ['reviews.shop'] })) },
  ],
  invalid: [
    {
      name: 'in routes',
      objects: objects(routes('reviews.shop', 'reviews.shop.svc'), service('reviews')),
      findings: [
        { at: 'VirtualService shop/reviews spec.hosts[0]', message: 'half', data: { host: 'reviews.shop', meant } },
        { at: 'VirtualService shop/reviews spec.http[0].route[0].destination.host', message: 'half', data: { host: 'reviews.shop.svc', meant } },
      ],
    },
    { name: 'in a DestinationRule', objects: objects(destinationRule('reviews', { host: 'reviews.shop' }), service('reviews')), findings: [{ at: 'DestinationRule shop/reviews spec.host', message: 'half' }] },
  ],
});
