import { callerKeptOutByNetwork } from '../../../src/analysis/rules/caller-kept-out-by-network';
import { authorizationPolicy, deployment, namespace, networkPolicy, object, objects, pods, podsNamed, service } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const ambient = namespace('shop', { 'istio.io/dataplane-mode': 'ambient' });
const waypoint = namespace('shop', { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' });
const called = [service('orders', [{ name: 'http', port: 80, targetPort: 8080 }]), deployment('orders'), pods('web', { serviceAccountName: 'web' })];
const selector = { matchLabels: { app: 'orders' } };
const allow = (source: object, operation?: object, more: object = {}) =>
  authorizationPolicy('orders', { selector, rules: [{ from: [{ source }], ...(operation === undefined ? {} : { to: [{ operation }] }) }], ...more });
const byWeb = allow({ principals: ['cluster.local/ns/shop/sa/web'] });
const open = (app: string, port = 8080, more: object[] = []) =>
  networkPolicy('orders', { podSelector: selector, ingress: [{ from: [podsNamed(app)], ports: [{ port }, ...more] }] });
const at = 'AuthorizationPolicy shop/orders spec.rules[0].from[0].source';
const closed = { caller: 'shop/web', callee: 'shop/orders', policy: 'NetworkPolicy shop/orders' };
const gateway = 'cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account';

ruleTest(callerKeptOutByNetwork, {
  valid: [
    { name: 'a network without policies', objects: objects(mesh, ...called, byWeb) },
    { name: 'what is opened', objects: objects(mesh, ...called, byWeb, open('web')) },
    { name: 'what is denied anyway, or only watched', objects: objects(mesh, ...called, allow({ principals: ['cluster.local/ns/shop/sa/web'] }, undefined, { action: 'DENY' }), { ...byWeb, metadata: { name: 'dry', namespace: 'shop', annotations: { 'istio.io/dry-run': 'true' } } }, open('admin')) },
    { name: 'callers of a pattern, and those who are excluded', objects: objects(mesh, ...called, allow({ principals: ['*'], notPrincipals: ['cluster.local/ns/shop/sa/web'] }), open('admin')) },
    { name: 'callers that are not known', objects: objects(mesh, ...called, allow({ principals: ['cluster.local/ns/other/sa/web'] }), open('admin')) },
    { name: 'one of several pods of the caller', objects: objects(mesh, ...called, pods('web2', { serviceAccountName: 'web' }), byWeb, open('web2')) },
    { name: 'callees without a Service, and on the network of their node', objects: objects(mesh, deployment('orders'), pods('web', { serviceAccountName: 'web' }), byWeb, open('admin')) },
    { name: 'the port that the rule names', objects: objects(mesh, ...called, allow({ serviceAccounts: ['web'] }, { ports: ['9090'] }), open('web', 9090)) },
    { name: 'the tunnel of ambient', objects: objects(ambient, ...called, byWeb, open('web', 15008)) },
    { name: 'a waypoint in between, which the network sees instead', objects: objects(waypoint, ...called, byWeb, open('waypoint', 15008)) },
    { name: 'a gateway outside, whose namespace may have any label', objects: objects(mesh, ...called, allow({ principals: [gateway] }), networkPolicy('orders', { podSelector: selector, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'edge' } } }] }] })) },
    { name: 'objects by name', objects: objects(mesh, ...called, authorizationPolicy('a', { targetRefs: [{ kind: 'Service', name: 'orders' }], rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] }] }), open('admin')) },
  ],
  invalid: [
    { name: 'other pods', objects: objects(mesh, ...called, byWeb, open('admin')), findings: [{ at: `${at}.principals[0]`, message: 'closed', data: closed }] },
    { name: 'another port', objects: objects(mesh, ...called, allow({ serviceAccounts: ['shop/web'] }, { ports: ['9090'] }), open('web')), findings: [{ at: `${at}.serviceAccounts[0]`, message: 'closed', data: closed }] },
    { name: 'the port of the application instead of the tunnel is enough for none but plaintext', objects: objects(ambient, ...called, byWeb, open('web', 9999)), findings: [{ at: `${at}.principals[0]`, message: 'closed' }] },
    {
      name: 'the way out',
      objects: objects(mesh, ...called, byWeb, networkPolicy('web', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress: [{ to: [podsNamed('admin')] }] })),
      findings: [{ at: `${at}.principals[0]`, message: 'closed', data: { ...closed, policy: 'NetworkPolicy shop/web' } }],
    },
    {
      name: 'a gateway outside, by condition',
      objects: objects(mesh, ...called, authorizationPolicy('orders', { selector, rules: [{ when: [{ key: 'source.principal', values: [gateway] }] }] }), open('web')),
      findings: [{ at: 'AuthorizationPolicy shop/orders spec.rules[0].when[0].values[0]', message: 'closed' }],
    },
    { name: 'pods of Argo Rollouts', objects: objects(mesh, service('orders', [{ name: 'http', port: 8080 }]), object('argoproj.io/v1alpha1', 'Rollout', 'orders', { spec: { template: { metadata: { labels: { app: 'orders' } }, spec: { containers: [{ name: 'a' }] } } } }), pods('web', { serviceAccountName: 'web' }), byWeb, open('admin')), findings: [{ at: `${at}.principals[0]`, message: 'closed' }] },
  ],
});
