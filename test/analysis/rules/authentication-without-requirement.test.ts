import { authenticationWithoutRequirement } from '../../../src/analysis/rules/authentication-without-requirement';
import { authorizationPolicy, deployment, namespace, objects, requestAuthentication, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const jwtRules = [{ issuer: 'https://a.example.com' }];
const selector = { matchLabels: { app: 'web' } };
const authentication = requestAuthentication('web', { selector, jwtRules });
const edge = requestAuthentication('istio-system/edge', { selector: { matchLabels: { istio: 'ingressgateway' } }, jwtRules });
const web = deployment('web');

ruleTest(authenticationWithoutRequirement, {
  valid: [
    { name: 'a token required', objects: objects(authentication, web, authorizationPolicy('web', { rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] })) },
    { name: 'those without denied', objects: objects(authentication, web, authorizationPolicy('web', { action: 'DENY', rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }] })) },
    { name: 'nothing allowed', objects: objects(authentication, web, authorizationPolicy('web', {})) },
    { name: 'another authority', objects: objects(authentication, web, authorizationPolicy('web', { action: 'CUSTOM', provider: { name: 'opa' }, rules: [{}] })) },
    { name: 'pods that are not known, and no rules', objects: objects(authentication, requestAuthentication('b', {})) },
    { name: 'pods behind the proxy of their node, which reads no tokens', objects: objects(authentication, web, namespace('shop', { 'istio.io/dataplane-mode': 'ambient' })) },
    { name: 'named objects', objects: objects(requestAuthentication('web', { targetRefs: [{ kind: 'Service', name: 'web' }], jwtRules }), web) },
    { name: 'a gateway whose routes ask for claims', objects: objects(edge, virtualService('a', { hosts: ['a.example.com'], gateways: ['edge'], http: [{ match: [{ headers: { '@request.auth.claims.group': { exact: 'a' } } }] }] })) },
  ],
  invalid: [
    { name: 'nothing required', objects: objects(authentication, web, authorizationPolicy('web', { rules: [{ from: [{ source: { namespaces: ['a'] } }] }] })), findings: [{ at: 'RequestAuthentication shop/web spec.jwtRules', message: 'optional', data: { pods: 'shop/web' } }] },
    { name: 'a gateway', objects: objects(edge), findings: [{ at: 'RequestAuthentication istio-system/edge spec.jwtRules', message: 'optional' }] },
  ],
});
