import { unmatchablePolicyPath } from '../../../src/analysis/rules/unmatchable-policy-path';
import { authorizationPolicy, objects } from '../objects';
import { ruleTest } from '../rule-test';

const paths = (...values: string[]) => objects(authorizationPolicy('web', { rules: [{ to: [{ operation: { paths: values } }] }] }));
const AT = 'AuthorizationPolicy shop/web spec.rules[0].to[0].operation.paths';

ruleTest(unmatchablePolicyPath, {
  valid: [
    { name: 'paths as they are', objects: paths('/', '/api/*', '*.html', '*', '/a/{*}/b', '/a.b/..c', '/.well-known/x') },
    { name: 'what needs a percent sign', objects: paths('/a%20b', '/a%2Fb', '/%C3%A9') },
    { name: 'other attributes', objects: objects(authorizationPolicy('web', { rules: [{ to: [{ operation: { hosts: ['a?b'] } }] }] })) },
  ],
  invalid: [
    { name: 'no slash', objects: paths('api/*'), findings: [{ at: `${AT}[0]`, message: 'relative', data: { value: 'api/*' } }] },
    { name: 'a query and a fragment', objects: paths('/a?b=c', '/a#b'), findings: [{ at: `${AT}[0]`, message: 'query' }, { at: `${AT}[1]`, message: 'query' }] },
    { name: 'what is resolved', objects: paths('/a/../b', '/a/.', '/a\\b', '/%61dmin'), findings: [0, 1, 2, 3].map((index) => ({ at: `${AT}[${index}]`, message: 'unnormalized' })) },
  ],
});
