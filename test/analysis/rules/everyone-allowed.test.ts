import { everyoneAllowed } from '../../../src/analysis/rules/everyone-allowed';
import { authorizationPolicy, objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(everyoneAllowed, {
  valid: [
    { name: 'no rules, which allow nothing', objects: objects(authorizationPolicy('none', {}), authorizationPolicy('empty', { action: 'ALLOW', rules: [] })) },
    { name: 'a rule that says something', objects: objects(authorizationPolicy('some', { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] })) },
    { name: 'everything denied', objects: objects(authorizationPolicy('deny', { action: 'DENY', rules: [{}] })) },
  ],
  invalid: [{ name: 'an empty rule beside another', objects: objects(authorizationPolicy('all', { rules: [{ from: [{ source: { namespaces: ['web'] } }] }, {}] })), findings: [{ at: 'AuthorizationPolicy shop/all spec.rules[1]', message: 'everyone', data: {} }] }],
});
