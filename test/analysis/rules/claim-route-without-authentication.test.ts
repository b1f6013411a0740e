import { claimRouteWithoutAuthentication } from '../../../src/analysis/rules/claim-route-without-authentication';
import { deployment, gateway, objects, requestAuthentication, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const byClaim = (match: object) => virtualService('a', { hosts: ['a.example.com'], gateways: ['edge'], http: [{ match: [match] }] });
const group = byClaim({ headers: { '@request.auth.claims.group': { exact: 'a' } } });
const edge = gateway('edge', { selector: { istio: 'ingressgateway' }, servers: [] });
const own = gateway('edge', { selector: { app: 'edge' }, servers: [] });
const jwtRules = [{ issuer: 'https://a.example.com' }];

ruleTest(claimRouteWithoutAuthentication, {
  valid: [
    { name: 'tokens that are read', objects: objects(group, edge, requestAuthentication('istio-system/a', { selector: { matchLabels: { istio: 'ingressgateway' } }, jwtRules })) },
    { name: 'tokens that are read beside pods of the own', objects: objects(group, own, deployment('edges/edge'), requestAuthentication('edges/a', { jwtRules })) },
    { name: 'no claim', objects: objects(byClaim({ headers: { '@request.auth.other': { exact: 'a' }, 'x': { exact: 'a' } } }), edge) },
    { name: 'a Gateway, and pods, that are not known', objects: objects(group, own, virtualService('b', { ...(group.spec as object), gateways: ['none/none'] })) },
  ],
  invalid: [
    { name: 'nobody reads', objects: objects(group, edge), findings: [{ at: 'VirtualService shop/a spec.http[0].match[0].headers[@request.auth.claims.group]', message: 'unread', data: { gateway: 'shop/edge', claim: '@request.auth.claims.group' } }] },
    { name: 'tokens that are read elsewhere', objects: objects(byClaim({ withoutHeaders: { '@request.auth.claims[a][b]': {} } }), edge, requestAuthentication('shop/a', { jwtRules })), findings: [{ at: 'VirtualService shop/a spec.http[0].match[0].withoutHeaders[@request.auth.claims[a][b]]', message: 'unread' }] },
  ],
});
