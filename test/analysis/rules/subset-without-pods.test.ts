import { subsetWithoutPods } from '../../../src/analysis/rules/subset-without-pods';
import { deployment, destinationRule, object, objects, service, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (labels: object, host = 'reviews') => destinationRule('reviews', { host, subsets: [{ name: 'v2', labels }] });
const pods = deployment('reviews', { app: 'reviews', version: 'v1' });
const AT = 'DestinationRule shop/reviews spec.subsets[0].labels';

ruleTest(subsetWithoutPods, {
  valid: [
    { name: 'labels that pods have', objects: objects(rule({ version: 'v1' }), service('reviews'), pods) },
    { name: 'the place where pods run', objects: objects(rule({ 'topology.kubernetes.io/zone': 'a' }), service('reviews'), pods) },
    { name: 'pods that are not known', objects: objects(rule({ version: 'v2' }), service('reviews')) },
    { name: 'a Service without a selector', objects: objects(rule({ version: 'v2' }), service('reviews', undefined, { selector: null }), pods) },
    { name: 'a machine', objects: objects(rule({ version: 'v2' }), service('reviews'), pods, object('networking.istio.io/v1', 'WorkloadEntry', 'vm', { spec: { address: '10.0.0.1', labels: { app: 'reviews', version: 'v2' } } })) },
    { name: 'endpoints of a ServiceEntry', objects: objects(rule({ version: 'v2' }, 'a.example.com'), serviceEntry('a', { hosts: ['a.example.com'], endpoints: [{ address: '10.0.0.1', labels: { version: 'v2' } }] })) },
    { name: 'a ServiceEntry without endpoints', objects: objects(rule({ version: 'v2' }, 'a.example.com'), serviceEntry('a', { hosts: ['a.example.com'] })) },
    { name: 'a Service that gets its pods from elsewhere', objects: objects(rule({ version: 'v2' }), service('reviews'), deployment('ratings')) },
    { name: 'no subsets', objects: objects(destinationRule('reviews', { host: 'reviews' }), service('reviews'), pods) },
  ],
  invalid: [
    {
      name: 'another version',
      objects: objects(rule({ version: 'v2' }), service('reviews'), pods),
      findings: [{ at: AT, message: 'none', data: { host: 'reviews.shop.svc.cluster.local', subset: 'v2', labels: 'version=v2' } }],
    },
    { name: 'pods of another Service', objects: objects(rule({ version: 'v2' }), service('reviews'), pods, deployment('ratings', { app: 'ratings', version: 'v2' })), findings: [{ at: AT, message: 'none' }] },
    { name: 'no pods at all, and nothing lies outside', objects: objects(rule({ version: 'v2' }), service('reviews')), surroundings: { complete: true }, findings: [{ at: AT, message: 'none' }] },
    {
      name: 'pods that a ServiceEntry selects',
      objects: objects(rule({ version: 'v2' }, 'a.example.com'), serviceEntry('a', { hosts: ['a.example.com'], workloadSelector: { labels: { app: 'reviews' } } }), pods),
      findings: [{ at: AT, message: 'none' }],
    },
  ],
});
