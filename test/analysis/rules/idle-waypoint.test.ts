import { idleWaypoint } from '../../../src/analysis/rules/idle-waypoint';
import { apiGateway } from '../delivery-objects';
import { namespace, objects, pods, service } from '../objects';
import { ruleTest } from '../rule-test';

const waypoint = apiGateway('waypoint', [{ name: 'mesh', port: 15008, protocol: 'HBONE' }], 'istio-waypoint');
const labels = { 'istio.io/use-waypoint': 'waypoint' };

ruleTest(idleWaypoint, {
  valid: [
    { name: 'of a namespace', objects: objects(waypoint, namespace('shop', labels)) },
    { name: 'of a Service of another namespace', objects: objects(waypoint, { ...service('cart'), metadata: { name: 'cart', namespace: 'depot', labels: { ...labels, 'istio.io/use-waypoint-namespace': 'shop' } } }) },
    { name: 'of pods', objects: objects(waypoint, pods('cart', {}, { labels })) },
    { name: 'of a namespace that lies outside', objects: objects(waypoint), surroundings: { namespaces: { shop: labels } } },
    { name: 'for a part of the traffic', objects: objects(waypoint, namespace('shop', { 'istio.io/use-waypoint-canary': 'waypoint' })) },
    { name: 'another class', objects: objects(apiGateway('edge')) },
  ],
  invalid: [
    { name: 'of nobody', objects: objects(waypoint, namespace('shop')), findings: [{ at: 'Gateway shop/waypoint metadata.name', message: 'idle', data: { name: 'waypoint' } }] },
    { name: 'of another namespace', objects: objects(waypoint, namespace('depot', labels)), findings: [{ at: 'Gateway shop/waypoint metadata.name', message: 'idle' }] },
  ],
});
