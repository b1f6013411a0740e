import { requestPolicyWithoutWaypoint } from '../../../src/analysis/rules/request-policy-without-waypoint';
import { authorizationPolicy, deployment, namespace, objects, requestAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const to = (operation: object, action = 'ALLOW') => authorizationPolicy('web', { action, rules: [{ to: [{ operation }] }] });
const ambient = namespace('shop', { 'istio.io/dataplane-mode': 'ambient' });
const web = deployment('web');
const tokens = requestAuthentication('web', { jwtRules: [{ issuer: 'https://a.example.com' }] });

ruleTest(requestPolicyWithoutWaypoint, {
  valid: [
    { name: 'a port', objects: objects(to({ ports: ['80'] }), ambient, web) },
    { name: 'nothing allowed', objects: objects(authorizationPolicy('web', {}), ambient, web) },
    { name: 'a named Service', objects: objects(authorizationPolicy('web', { targetRefs: [{ kind: 'Service', name: 'web' }], rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }), ambient, web) },
    { name: 'a proxy beside each pod', objects: objects(to({ methods: ['GET'] }), tokens, namespace('shop', { 'istio-injection': 'enabled' }), web) },
    { name: 'the whole mesh', objects: objects(authorizationPolicy('istio-system/web', { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }), ambient, web) },
  ],
  invalid: [
    { name: 'a method', objects: objects(to({ methods: ['GET'] }), ambient, web), findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[0].to[0].operation.methods', message: 'closes', data: { attribute: 'operation.methods', action: 'ALLOW', workload: 'shop/web' } }] },
    { name: 'another authority', objects: objects(authorizationPolicy('web', { action: 'CUSTOM', provider: { name: 'opa' }, rules: [{}] }), ambient, web), findings: [{ at: 'AuthorizationPolicy shop/web spec.action', message: 'passed', data: { action: 'CUSTOM', workload: 'shop/web' } }] },
    { name: 'tokens', objects: objects(tokens, ambient, web), findings: [{ at: 'RequestAuthentication shop/web', message: 'unread', data: { workload: 'shop/web' } }] },
  ],
});
