import { policyForPodsWithoutProxy } from '../../../src/analysis/rules/policy-for-pods-without-proxy';
import { authorizationPolicy, deployment, namespace, objects, peerAuthentication, pods, requestAuthentication } from '../objects';
import { ruleTest } from '../rule-test';

const selector = { selector: { matchLabels: { app: 'web' } } };
const policy = authorizationPolicy('web', selector);
const mesh = namespace('shop', { 'istio-injection': 'enabled' });

ruleTest(policyForPodsWithoutProxy, {
  valid: [
    { name: 'pods with a proxy', objects: objects(policy, mesh, deployment('web')) },
    { name: 'pods behind the proxy of the node', objects: objects(policy, namespace('shop', { 'istio.io/dataplane-mode': 'ambient' }), deployment('web')) },
    { name: 'a namespace of which nothing is known', objects: objects(policy, deployment('web')) },
    { name: 'pods that join by themselves', objects: objects(policy, namespace('shop'), deployment('web', { 'app': 'web', 'sidecar.istio.io/inject': 'true' })) },
    { name: 'a proxy written by hand', objects: objects(policy, namespace('shop'), pods('web', { containers: [{ name: 'istio-proxy', image: 'istio/proxyv2:1.31.1' }] })) },
    { name: 'one of two', objects: objects(authorizationPolicy('all', {}), mesh, deployment('web'), deployment('raw', { 'app': 'raw', 'sidecar.istio.io/inject': 'false' })) },
    { name: 'the whole mesh', objects: objects(authorizationPolicy('istio-system/all', {}), namespace('shop'), deployment('web')) },
    { name: 'named objects', objects: objects(authorizationPolicy('web', { targetRefs: [{ kind: 'Service', name: 'web' }] }), namespace('shop'), deployment('web')) },
  ],
  invalid: [
    {
      name: 'a namespace outside the mesh',
      objects: objects(policy, namespace('shop'), deployment('web')),
      findings: [{ at: 'AuthorizationPolicy shop/web spec.selector.matchLabels', message: 'unenforced', data: { workload: 'Deployment shop/web' } }],
    },
    { name: 'pods that refuse', objects: objects(peerAuthentication('web', selector), mesh, pods('web', {}, { labels: { app: 'web' }, annotations: { 'sidecar.istio.io/inject': 'false' } })), findings: [{ at: 'PeerAuthentication shop/web spec.selector.matchLabels', message: 'unenforced' }] },
    { name: 'the network of the node', objects: objects(requestAuthentication('all', {}), mesh, pods('web', { hostNetwork: true })), findings: [{ at: 'RequestAuthentication shop/all', message: 'unenforced' }] },
  ],
});
