import { workloadLeftOpen } from '../../../src/analysis/rules/workload-left-open';
import { authorizationPolicy, deployment, namespace, objects, pods, service } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const two = [service('orders'), deployment('orders'), service('web'), deployment('web')];
const forOrders = { selector: { matchLabels: { app: 'orders' } } };
const open = { at: 'Deployment shop/web', message: 'open', data: { other: 'shop/orders' } };

ruleTest(workloadLeftOpen, {
  valid: [
    { name: 'no policy at all, which is found of the namespace', objects: objects(mesh, ...two) },
    { name: 'a policy of the namespace', objects: objects(mesh, ...two, authorizationPolicy('all', {}), authorizationPolicy('orders', forOrders)) },
    { name: 'a policy of the mesh', objects: objects(mesh, ...two, authorizationPolicy('istio-system/all', { action: 'DENY', rules: [{}] })) },
    { name: 'a policy of each, one by its Service', objects: objects(mesh, ...two, authorizationPolicy('orders', forOrders), authorizationPolicy('web', { targetRefs: [{ kind: 'Service', name: 'web' }] })) },
    { name: 'pods that nobody calls', objects: objects(mesh, ...two.slice(0, 2), deployment('job'), authorizationPolicy('orders', forOrders)) },
    { name: 'gateways, and pods outside of the mesh', objects: objects(mesh, ...two.slice(0, 3), pods('web', {}, { labels: { app: 'web' }, annotations: { 'inject.istio.io/templates': 'gateway' } }), authorizationPolicy('orders', forOrders)) },
  ],
  invalid: [
    { name: 'one of two', objects: objects(mesh, ...two, authorizationPolicy('orders', forOrders)), findings: [open] },
    { name: 'policies that refuse nothing', objects: objects(mesh, ...two, authorizationPolicy('orders', forOrders), authorizationPolicy('all', { action: 'AUDIT', rules: [{}] })), findings: [open] },
  ],
});
