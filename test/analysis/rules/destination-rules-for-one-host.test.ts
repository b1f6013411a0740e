import { destinationRulesForOneHost } from '../../../src/analysis/rules/destination-rules-for-one-host';
import { destinationRule, objects } from '../objects';
import { ruleTest } from '../rule-test';

const trafficPolicy = { loadBalancer: { simple: 'RANDOM' } };
const subsets = (...names: string[]) => ({ subsets: names.map((name) => ({ name, labels: { version: name } })) });
const rule = (name: string, spec: object, host = 'reviews') => destinationRule(name, { host, ...spec });

ruleTest(destinationRulesForOneHost, {
  valid: [
    { name: 'what is merged without loss', objects: objects(rule('a', { trafficPolicy, ...subsets('v1') }), rule('b', subsets('v2'))) },
    { name: 'of different namespaces, of which the nearer counts', objects: objects(rule('a', { trafficPolicy }), rule('web/b', { trafficPolicy }, 'reviews.shop.svc.cluster.local')) },
    { name: 'for different clients', objects: objects(rule('a', { trafficPolicy, exportTo: ['web'] }), rule('b', { trafficPolicy, exportTo: ['far'] })) },
    { name: 'for different pods', objects: objects(rule('a', { trafficPolicy, workloadSelector: { matchLabels: { app: 'a' } } }), rule('b', { trafficPolicy })) },
  ],
  invalid: [
    {
      name: 'two policies',
      objects: objects(rule('a', { trafficPolicy }), rule('b', { trafficPolicy }, 'reviews.shop.svc.cluster.local')),
      findings: [
        { at: 'DestinationRule shop/a spec.trafficPolicy', message: 'policy', data: { host: 'reviews.shop.svc.cluster.local', other: 'DestinationRule shop/b' } },
        { at: 'DestinationRule shop/b spec.trafficPolicy', message: 'policy', data: { host: 'reviews.shop.svc.cluster.local', other: 'DestinationRule shop/a' } },
      ],
    },
    {
      name: 'a subset twice',
      objects: objects(rule('a', subsets('v1')), rule('b', subsets('v2', 'v1'))),
      findings: [
        { at: 'DestinationRule shop/a spec.subsets[0]', message: 'subset', data: { host: 'reviews.shop.svc.cluster.local', subset: 'v1', other: 'DestinationRule shop/b' } },
        { at: 'DestinationRule shop/b spec.subsets[1]', message: 'subset', data: { host: 'reviews.shop.svc.cluster.local', subset: 'v1', other: 'DestinationRule shop/a' } },
      ],
    },
  ],
});
