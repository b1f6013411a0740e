import { unknownDestinationRuleHost } from '../../../src/analysis/rules/unknown-destination-rule-host';
import { destinationRule, objects, service, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (host: string) => destinationRule('reviews', { host });

ruleTest(unknownDestinationRuleHost, {
  valid: [
    { name: 'a Service', objects: objects(rule('reviews'), service('reviews')) },
    { name: 'a host of a ServiceEntry', objects: objects(rule('a.example.com'), serviceEntry('a', { hosts: ['*.example.com'] })) },
    { name: 'a wildcard', objects: objects(rule('*.local'), service('reviews')) },
    { name: 'a host that may lie outside', objects: objects(rule('a.example.com'), service('reviews')) },
    { name: 'a half-qualified name, which another rule looks at', objects: objects(rule('reviews.shop'), service('reviews')), surroundings: { complete: true } },
  ],
  invalid: [
    { name: 'a typing error', objects: objects(rule('review'), service('reviews')), findings: [{ at: 'DestinationRule shop/reviews spec.host', message: 'unknown', data: { host: 'review.shop.svc.cluster.local' } }] },
    { name: 'nothing lies outside', objects: objects(rule('a.example.com')), surroundings: { complete: true }, findings: [{ at: 'DestinationRule shop/reviews spec.host', message: 'unknown' }] },
  ],
});
