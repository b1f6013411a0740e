import { foreignTrustDomain } from '../../../src/analysis/rules/foreign-trust-domain';
import { authorizationPolicy, objects } from '../objects';
import { ruleTest } from '../rule-test';

const policy = (...principals: string[]) => authorizationPolicy('web', { rules: [{ from: [{ source: { principals } }] }] });

ruleTest(foreignTrustDomain, {
  valid: [
    { name: 'that of the mesh', objects: objects(policy('td1/ns/shop/sa/orders')), surroundings: { trustDomain: 'td1' } },
    { name: 'what stands for that of the mesh', objects: objects(policy('cluster.local/ns/shop/sa/orders')), surroundings: { trustDomain: 'td1' } },
    { name: 'any', objects: objects(policy('*/ns/shop/sa/orders', '*')) },
  ],
  invalid: [
    { name: 'another', objects: objects(policy('td1/ns/shop/sa/orders')), findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[0].from[0].source.principals[0]', message: 'foreign', data: { principal: 'td1/ns/shop/sa/orders', trustDomain: 'cluster.local' } }] },
    { name: 'another in a condition', objects: objects(authorizationPolicy('web', { rules: [{ when: [{ key: 'source.principal', values: ['td1/ns/shop/sa/orders'] }] }] })), findings: [{ at: 'AuthorizationPolicy shop/web spec.rules[0].when[0].values[0]', message: 'foreign' }] },
  ],
});
