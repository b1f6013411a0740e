import { requestRulesOf } from '../../src/manifests/request-rules';
import { readManifests } from '../../src/manifests/text-reader';
import { policy, services } from '../report/some-objects';

const object = (kind: string, spec: string, namespace = 'shop') => `---\napiVersion: ${kind}\nmetadata: { name: x, namespace: ${namespace} }\nspec: ${spec}\n`;
const route = (spec: string) => object('networking.istio.io/v1\nkind: VirtualService', spec, 'routes');
const ROUTE = '[{ route: [{ destination: { host: orders.shop.svc.cluster.local } }] }]';

test.each<[string, string, readonly [string, string[]][]]>([
  ['identities alone', policy('a', '{ rules: [{ from: [{ source: { principals: ["*"] } }] }] }'), []],
  ['ports alone', policy('a', '{ rules: [{ to: [{ operation: { ports: ["80"] } }] }] }'), []],
  ['methods', policy('a', '{ rules: [{ to: [{ operation: { methods: [GET] } }] }] }'), [['shop', ['AuthorizationPolicy']]]],
  ['claims', policy('a', '{ rules: [{ when: [{ key: "request.auth.claims[role]", values: [a] }] }] }'), [['shop', ['AuthorizationPolicy']]]],
  ['somebody who is asked', policy('a', '{ action: CUSTOM, provider: { name: opa }, rules: [{}] }'), [['shop', ['AuthorizationPolicy']]]],
  ['pods nobody has', policy('a', '{ selector: { matchLabels: { app: none } }, rules: [{ to: [{ operation: { methods: [GET] } }] }] }'), []],
  ['the whole mesh', policy('a', '{ rules: [{ to: [{ operation: { methods: [GET] } }] }] }').replace('namespace: shop', 'namespace: istio-system'), [['shop', ['AuthorizationPolicy']]]],
  ['tokens', object('security.istio.io/v1\nkind: RequestAuthentication', '{ jwtRules: [{ issuer: "https://a.example.com" }] }'), [['shop', ['RequestAuthentication']]]],
  ['routes to a service of another namespace', route(`{ hosts: [orders.shop.svc.cluster.local], http: ${ROUTE} }`), [['shop', ['VirtualService']]]],
  ['routes of a gateway alone', route(`{ hosts: [shop.example.com], gateways: [edge], http: ${ROUTE} }`), []],
  ['routes of connections', route(`{ hosts: [orders.shop.svc.cluster.local], tcp: ${ROUTE} }`), []],
  ['routes of the Gateway API', object('gateway.networking.k8s.io/v1\nkind: HTTPRoute', '{ parentRefs: [{ group: "", kind: Service, name: orders, port: 80 }], rules: [{ backendRefs: [{ name: orders, port: 80 }] }] }'), [['shop', ['HTTPRoute']]]],
  ['routes of the Gateway API from a Gateway', object('gateway.networking.k8s.io/v1\nkind: HTTPRoute', '{ parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: orders, port: 80 }] }] }'), []],
])('%s', (_, text, expected) => {
  const manifests = readManifests(services('orders') + text);
  expect(manifests.refused.map(({ problems }) => problems)).toEqual([]);
  expect([...requestRulesOf(manifests)]).toEqual(expected);
});

test('rules for a gateway are no matter of its namespace', () => {
  const gateway = '---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: edge, namespace: shop }\nspec: { selector: { matchLabels: { app: edge } }, template: { metadata: { labels: { app: edge }, annotations: { inject.istio.io/templates: gateway } }, spec: { containers: [{ name: istio-proxy, image: auto }] } } }\n';
  const rule = policy('a', '{ selector: { matchLabels: { app: edge } }, rules: [{ to: [{ operation: { methods: [GET] } }] }] }');
  expect([...requestRulesOf(readManifests(services('orders') + gateway + rule))]).toEqual([]);
});
