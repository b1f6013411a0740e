import { malformedPrincipal } from '../../../src/analysis/rules/malformed-principal';
import { authorizationPolicy, objects } from '../objects';
import { ruleTest } from '../rule-test';

const policy = (...principals: string[]) => authorizationPolicy('web', { rules: [{ from: [{ source: { principals } }] }] });
const AT = 'AuthorizationPolicy shop/web spec.rules[0].from[0].source.principals';

ruleTest(malformedPrincipal, {
  valid: [
    { name: 'a full name', objects: objects(policy('cluster.local/ns/shop/sa/orders')) },
    { name: 'wildcards at either end', objects: objects(policy('*', '*/sa/orders', 'cluster.local/ns/shop/*')) },
    { name: 'other attributes', objects: objects(authorizationPolicy('web', { rules: [{ from: [{ source: { namespaces: ['shop'] } }] }] })) },
  ],
  invalid: [
    { name: 'with a scheme', objects: objects(policy('spiffe://cluster.local/ns/shop/sa/orders', 'spiffe://*')), findings: [{ at: `${AT}[0]`, message: 'malformed', data: { principal: 'spiffe://cluster.local/ns/shop/sa/orders' } }, { at: `${AT}[1]`, message: 'malformed' }] },
    { name: 'a short name', objects: objects(policy('shop/orders')), findings: [{ at: `${AT}[0]`, message: 'malformed' }] },
  ],
});
