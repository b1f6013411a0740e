import { waypointPassedBy } from '../../../src/analysis/rules/waypoint-passed-by';
import { authorizationPolicy, deployment, namespace, object, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const shop = namespace('shop', { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' });
const pods = [service('orders'), deployment('orders')];
const target = { kind: 'Service', name: 'orders' };
const policy = (more: object = { targetRefs: [target] }) => authorizationPolicy('orders', { rules: [{ to: [{ operation: { methods: ['GET'] } }] }], ...more });
const closed = authorizationPolicy('bypass', { action: 'DENY', selector: { matchLabels: { app: 'orders' } }, rules: [{ from: [{ source: { notPrincipals: ['cluster.local/ns/shop/sa/waypoint'] } }] }] });
const dry = { ...closed, metadata: { name: 'dry', namespace: 'shop', annotations: { 'istio.io/dry-run': 'true' } } };
const data = { workload: 'shop/orders', waypoint: 'shop/waypoint' };

ruleTest(waypointPassedBy, {
  valid: [
    { name: 'others are kept out', objects: objects(shop, ...pods, policy(), closed) },
    { name: 'a policy that only watches, and AUDIT', objects: objects(shop, ...pods, policy({ action: 'AUDIT', targetRefs: [target] })) },
    { name: 'a policy of pods', objects: objects(shop, ...pods, policy({})) },
    { name: 'a waypoint for everything', objects: objects(shop, ...pods, policy(), closed, object('gateway.networking.k8s.io/v1', 'Gateway', 'waypoint', { spec: { gatewayClassName: 'istio-waypoint' } })) },
    { name: 'a Service without pods, and one without a waypoint', objects: objects(namespace('shop', { 'istio.io/dataplane-mode': 'ambient' }), ...pods, policy()) },
    { name: 'another Service', objects: objects(shop, ...pods, policy({ targetRefs: [{ kind: 'Service', name: 'gone' }, { kind: 'Gateway', name: 'orders' }] })) },
  ],
  invalid: [
    { name: 'nothing for the pods', objects: objects(shop, ...pods, policy()), findings: [{ at: 'AuthorizationPolicy shop/orders spec.targetRefs[0]', message: 'open', data }] },
    { name: 'what only watches', objects: objects(shop, ...pods, policy({ targetRef: target }), dry), findings: [{ at: 'AuthorizationPolicy shop/orders spec.targetRef', message: 'open', data }] },
  ],
});
