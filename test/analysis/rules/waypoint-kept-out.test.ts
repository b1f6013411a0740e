import { waypointKeptOut } from '../../../src/analysis/rules/waypoint-kept-out';
import { authorizationPolicy, deployment, namespace, object, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const shop = namespace('shop', { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' });
const pods = [service('orders'), deployment('orders')];
const allow = (account: string, more: object = {}) => authorizationPolicy('orders', { selector: { matchLabels: { app: 'orders' } }, rules: [{ from: [{ source: { principals: [`cluster.local/ns/shop/sa/${account}`] } }] }], ...more });
const gateway = (metadata: object) => ({ ...object('gateway.networking.k8s.io/v1', 'Gateway', 'waypoint', { spec: { gatewayClassName: 'istio-waypoint' } }), metadata: { name: 'waypoint', namespace: 'shop', ...metadata } });
const found = { service: 'orders', waypoint: 'shop/waypoint', account: 'waypoint', workload: 'shop/orders' };

ruleTest(waypointKeptOut, {
  valid: [
    { name: 'the account of the waypoint', objects: objects(shop, ...pods, allow('waypoint')) },
    { name: 'an account by annotation', objects: objects(shop, ...pods, allow('edge'), gateway({ annotations: { 'gateway.istio.io/service-account': 'edge' } })) },
    { name: 'a waypoint for pods only', objects: objects(shop, ...pods, allow('web'), gateway({ labels: { 'istio.io/waypoint-for': 'workload' } })) },
    { name: 'no waypoint', objects: objects(namespace('shop', { 'istio.io/dataplane-mode': 'ambient' }), ...pods, allow('web')) },
    { name: 'a Service that says none', objects: objects(shop, deployment('orders'), { ...service('orders'), metadata: { name: 'orders', namespace: 'shop', labels: { 'istio.io/use-waypoint': 'none' } } }, allow('web')) },
    { name: 'sidecars', objects: objects(namespace('shop', { 'istio-injection': 'enabled', 'istio.io/use-waypoint': 'waypoint' }), ...pods, allow('web')) },
    { name: 'policies of the Service, which the waypoint enforces', objects: objects(shop, ...pods, allow('web', { selector: undefined, targetRefs: [{ kind: 'Service', name: 'orders' }] })) },
  ],
  invalid: [
    { name: 'callers only', objects: objects(shop, ...pods, allow('web')), findings: [{ at: 'AuthorizationPolicy shop/orders spec.rules', message: 'refused', data: found }] },
    { name: 'nobody', objects: objects(shop, ...pods, authorizationPolicy('nothing', {})), findings: [{ at: 'AuthorizationPolicy shop/nothing spec', message: 'refused', data: found }] },
  ],
});
