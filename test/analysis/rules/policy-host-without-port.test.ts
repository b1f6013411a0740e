import { policyHostWithoutPort } from '../../../src/analysis/rules/policy-host-without-port';
import { authorizationPolicy, objects } from '../objects';
import { ruleTest } from '../rule-test';

const to = (action: string, operation: object) => objects(authorizationPolicy('web', { action, rules: [{ to: [{ operation }] }] }));
const AT = 'AuthorizationPolicy shop/web spec.rules[0].to[0].operation';

ruleTest(policyHostWithoutPort, {
  valid: [
    { name: 'both forms denied', objects: to('DENY', { hosts: ['a.example.com', 'a.example.com:*'] }) },
    { name: 'an open end', objects: to('DENY', { hosts: ['a.example.com*', 'b.example.com:8080'] }) },
    { name: 'a host allowed, which closes too much at most', objects: to('ALLOW', { hosts: ['a.example.com'] }) },
    { name: 'all but a host denied', objects: to('DENY', { notHosts: ['a.example.com'] }) },
    { name: 'a record', objects: to('AUDIT', { hosts: ['a.example.com'] }) },
    { name: 'other attributes', objects: to('DENY', { methods: ['GET'] }) },
  ],
  invalid: [
    { name: 'a host denied', objects: to('DENY', { hosts: ['a.example.com'] }), findings: [{ at: `${AT}.hosts[0]`, message: 'escapes', data: { host: 'a.example.com' } }] },
    { name: 'all but a host allowed', objects: to('ALLOW', { notHosts: ['a.example.com', 'b.example.com', 'b.example.com:*'] }), findings: [{ at: `${AT}.notHosts[0]`, message: 'escapes' }] },
    { name: 'a host asked about', objects: to('CUSTOM', { hosts: ['*.example.com'] }), findings: [{ at: `${AT}.hosts[0]`, message: 'escapes' }] },
  ],
});
