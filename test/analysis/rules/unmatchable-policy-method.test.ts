import { unmatchablePolicyMethod } from '../../../src/analysis/rules/unmatchable-policy-method';
import { authorizationPolicy, objects } from '../objects';
import { ruleTest } from '../rule-test';

const to = (operation: object) => objects(authorizationPolicy('web', { rules: [{ to: [{ operation }] }] }));
const AT = 'AuthorizationPolicy shop/web spec.rules[0].to[0].operation';

ruleTest(unmatchablePolicyMethod, {
  valid: [
    { name: 'methods in capitals', objects: to({ methods: ['GET', 'M-SEARCH', '*', 'P*'] }) },
    { name: 'other attributes', objects: to({ paths: ['/get'] }) },
  ],
  invalid: [
    { name: 'small letters', objects: to({ methods: ['GET', 'post'] }), findings: [{ at: `${AT}.methods[1]`, message: 'letters', data: { value: 'post', meant: 'POST' } }] },
    { name: 'a call of gRPC', objects: to({ notMethods: ['/shop.Orders/Create'] }), findings: [{ at: `${AT}.notMethods[0]`, message: 'call' }] },
  ],
});
