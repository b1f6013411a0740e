import { destinationRuleOutOfReach } from '../../../src/analysis/rules/destination-rule-out-of-reach';
import { destinationRule, objects, service, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (name: string, exportTo?: string[], host = 'reviews.shop.svc.cluster.local') => destinationRule(name, { host, ...(exportTo ? { exportTo } : {}) });

ruleTest(destinationRuleOutOfReach, {
  valid: [
    { name: 'beside the Service', objects: objects(rule('reviews', ['web']), service('reviews')) },
    { name: 'for the clients of its own namespace', objects: objects(rule('web/reviews'), rule('web/b', ['.']), rule('web/c', ['*']), rule('web/d', ['web'])) },
    { name: 'in the root namespace', objects: objects(rule('istio-system/reviews', ['web'])) },
    { name: 'a wildcard', objects: objects(rule('rules/all', ['web'], '*.local')) },
    { name: 'a host that is not known', objects: objects(rule('rules/a', ['web'], 'a.example.com')) },
  ],
  invalid: [
    { name: 'in a namespace of rules', objects: objects(rule('rules/reviews', ['.', 'web'])), findings: [{ at: 'DestinationRule rules/reviews spec.exportTo', message: 'exported', data: { namespaces: 'web', service: 'shop' } }] },
    { name: 'for a host of a ServiceEntry', objects: objects(rule('rules/a', ['web'], 'a.example.com'), serviceEntry('a', { hosts: ['a.example.com'] })), findings: [{ at: 'DestinationRule rules/a spec.exportTo', message: 'exported' }] },
  ],
});
