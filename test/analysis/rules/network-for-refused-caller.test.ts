import { networkForRefusedCaller } from '../../../src/analysis/rules/network-for-refused-caller';
import { authorizationPolicy, deployment, namespace, networkPolicy, objects, peerAuthentication, pods, podsNamed, service } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const plain = namespace('legacy', { 'istio-injection': 'disabled' });
const called = [mesh, plain, service('orders', [{ name: 'http', port: 80, targetPort: 8080 }]), deployment('orders'), pods('web', { serviceAccountName: 'web' }), pods('legacy/batch', {})];
const selector = { matchLabels: { app: 'orders' } };
const allow = (...principals: string[]) => authorizationPolicy('orders', { selector, rules: [{ from: [{ source: { principals: principals.map((one) => `cluster.local/ns/shop/sa/${one}`) } }] }] });
const strict = peerAuthentication('default', { mtls: { mode: 'STRICT' } });
const open = (from: object[], ports: object[] = [{ port: 8080 }]) => networkPolicy('orders', { podSelector: selector, ingress: [{ from, ports }] });
const at = 'NetworkPolicy shop/orders spec.ingress[0].from[0]';

ruleTest(networkForRefusedCaller, {
  valid: [
    { name: 'callers whom a policy lets in', objects: objects(...called, allow('web'), open([podsNamed('web')])) },
    { name: 'no policy of the mesh', objects: objects(...called, open([podsNamed('web')])) },
    { name: 'a network that is wider than the mesh', objects: objects(...called, allow('admin'), open([{ podSelector: {} }, { namespaceSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8' } }])) },
    { name: 'everybody', objects: objects(...called, allow('admin'), networkPolicy('orders', { podSelector: selector, ingress: [{}] })) },
    { name: 'one of several pods', objects: objects(...called, pods('web2', { serviceAccountName: 'admin' }, { labels: { app: 'web' } }), allow('admin'), open([podsNamed('web')])) },
    { name: 'a port that no Service leads to, as that of metrics', objects: objects(...called, allow('admin'), open([podsNamed('web')], [{ port: 15020 }])) },
    { name: 'pods that are not known', objects: objects(...called, allow('admin'), open([podsNamed('scraper', 'monitoring')])) },
    { name: 'plaintext where it is taken', objects: objects(...called, open([podsNamed('batch', 'legacy')])) },
    { name: 'what goes out', objects: objects(...called, allow('admin'), networkPolicy('orders', { podSelector: selector, policyTypes: ['Egress'], egress: [{ to: [podsNamed('web')] }] })) },
  ],
  invalid: [
    { name: 'an account that no policy means', objects: objects(...called, allow('admin'), open([podsNamed('web')])), findings: [{ at, message: 'refused', data: { caller: 'shop/web', callee: 'shop/orders', account: 'web' } }] },
    { name: 'plaintext where mutual TLS is demanded', objects: objects(...called, strict, open([podsNamed('batch', 'legacy')])), findings: [{ at, message: 'plaintext', data: { caller: 'legacy/batch', callee: 'shop/orders', account: 'default' } }] },
  ],
});
