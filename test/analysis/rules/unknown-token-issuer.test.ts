import { unknownTokenIssuer } from '../../../src/analysis/rules/unknown-token-issuer';
import { authorizationPolicy, deployment, objects, requestAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const of = (...requestPrincipals: string[]) => authorizationPolicy('web', { rules: [{ from: [{ source: { requestPrincipals } }] }] });
const read = (rule: object) => requestAuthentication('web', { jwtRules: [rule] });
const a = read({ issuer: 'https://a.example.com' });
const web = deployment('web');
const AT = 'AuthorizationPolicy shop/web spec.rules[0].from[0].source.requestPrincipals';

ruleTest(unknownTokenIssuer, {
  valid: [
    { name: 'the issuer', objects: objects(of('https://a.example.com/*', 'https://a.example.com/alice', 'https://*', '*', '*/alice'), a, web) },
    { name: 'any issuer', objects: objects(of('https://b.example.com/*'), read({ jwksUri: 'https://a.example.com/keys' }), web) },
    { name: 'no tokens, which another rule looks at', objects: objects(of('https://b.example.com/*'), web) },
    { name: 'other attributes', objects: objects(authorizationPolicy('web', { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }), a, web) },
  ],
  invalid: [
    { name: 'another issuer', objects: objects(of('https://b.example.com/*'), a, web), findings: [{ at: `${AT}[0]`, message: 'unknown', data: { principal: 'https://b.example.com/*', workload: 'shop/web', issuers: 'https://a.example.com' } }] },
    { name: 'a slash too many, and no subject', objects: objects(of('https://a.example.com//alice', 'https://a.example.com'), read({ issuer: 'https://a.example.com/' }), web), findings: [{ at: `${AT}[1]`, message: 'unknown' }] },
  ],
});
