import { tokenRuleWithoutAuthentication } from '../../../src/analysis/rules/token-rule-without-authentication';
import { authorizationPolicy, deployment, objects, requestAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const jwtRules = [{ issuer: 'https://a.example.com' }];
const policy = authorizationPolicy('web', { selector: { matchLabels: { app: 'web' } }, rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] });
const web = deployment('web');

ruleTest(tokenRuleWithoutAuthentication, {
  valid: [
    { name: 'tokens that are read', objects: objects(policy, web, requestAuthentication('web', { selector: { matchLabels: { app: 'web' } }, jwtRules })) },
    { name: 'tokens that are read in the whole mesh', objects: objects(policy, web, requestAuthentication('istio-system/all', { jwtRules })) },
    { name: 'a rule about something else', objects: objects(authorizationPolicy('web', { rules: [{ from: [{ source: { namespaces: ['web'] } }] }] }), web) },
    { name: 'pods that are not known', objects: objects(policy) },
    { name: 'named objects', objects: objects(authorizationPolicy('web', { targetRefs: [{ kind: 'Service', name: 'web' }], rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] }), web) },
  ],
  invalid: [
    { name: 'nobody reads', objects: objects(policy, web), findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[0].from[0].source.requestPrincipals', message: 'unread', data: { workload: 'shop/web', attribute: 'source.requestPrincipals' } }] },
    {
      name: 'tokens that are read elsewhere',
      objects: objects(authorizationPolicy('web', { rules: [{ when: [{ key: 'request.auth.claims[role]', values: ['admin'] }] }] }), web, requestAuthentication('other', { selector: { matchLabels: { app: 'other' } }, jwtRules }), requestAuthentication('empty', {})),
      findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[0].when[0].values', message: 'unread' }],
    },
  ],
});
