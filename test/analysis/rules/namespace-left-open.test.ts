import { namespaceLeftOpen } from '../../../src/analysis/rules/namespace-left-open';
import { authorizationPolicy, deployment, namespace, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const two = [service('orders'), deployment('orders'), service('web'), deployment('web')];

ruleTest(namespaceLeftOpen, {
  valid: [
    { name: 'a policy of the namespace', objects: objects(mesh, ...two, authorizationPolicy('all', {})) },
    { name: 'a policy of one of them', objects: objects(mesh, ...two, authorizationPolicy('orders', { selector: { matchLabels: { app: 'orders' } } })) },
    { name: 'a namespace outside, whose policies are not known', objects: objects(...two), surroundings: { namespaces: { shop: { 'istio-injection': 'enabled' } } } },
    { name: 'a namespace outside of the mesh', objects: objects(namespace('shop'), ...two) },
  ],
  invalid: [
    { name: 'no policy', objects: objects(mesh, ...two, authorizationPolicy('other/all', {})), findings: [{ at: 'Namespace shop', message: 'open', data: { namespace: 'shop', count: 2 } }] },
  ],
});
