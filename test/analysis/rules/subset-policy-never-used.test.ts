import { subsetPolicyNeverUsed } from '../../../src/analysis/rules/subset-policy-never-used';
import { destinationRule, objects, service, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (more: object = { trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } }) => destinationRule('reviews', { host: 'reviews', subsets: [{ name: 'v1', labels: { version: 'v1' }, ...more }] });
const route = (subset: object) => virtualService('reviews', { hosts: ['reviews'], http: [{ route: [to('reviews.shop.svc.cluster.local', { ...subset })] }] });

ruleTest(subsetPolicyNeverUsed, {
  valid: [
    { name: 'a route to it', objects: objects(rule(), route({ subset: 'v1' }), service('reviews')) },
    { name: 'no policy of its own', objects: objects(rule({}), service('reviews')) },
    { name: 'routes may lie outside', objects: objects(rule()) },
  ],
  invalid: [
    {
      name: 'routes to the host only',
      objects: objects(rule(), route({}), service('reviews')),
      findings: [{ at: 'DestinationRule shop/reviews spec.subsets[0].trafficPolicy', message: 'unused', data: { subset: 'v1', host: 'reviews.shop.svc.cluster.local' } }],
    },
  ],
});
