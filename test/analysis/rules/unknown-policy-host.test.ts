import { unknownPolicyHost } from '../../../src/analysis/rules/unknown-policy-host';
import { authorizationPolicy, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const to = (...hosts: string[]) => authorizationPolicy('web', { rules: [{ to: [{ operation: { hosts } }] }] });
const web = service('web');

ruleTest(unknownPolicyHost, {
  valid: [
    { name: 'a Service, with a port', objects: objects(to('web.shop.svc.cluster.local', 'web.shop.svc.cluster.local:*', 'WEB.shop.svc.cluster.local:80'), web) },
    { name: 'a namespace that is not known', objects: objects(to('web.other.svc.cluster.local'), web) },
    { name: 'hosts of the internet, and wildcards', objects: objects(to('a.example.com', '*.shop.svc.cluster.local', 'web'), web) },
    { name: 'other attributes', objects: objects(authorizationPolicy('web', { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }), web) },
  ],
  invalid: [{ name: 'a typing error', objects: objects(to('wbe.shop.svc.cluster.local:80'), web), findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[0].to[0].operation.hosts[0]', message: 'unknown', data: { host: 'wbe.shop.svc.cluster.local' } }] }],
});
