import { unknownWaypoint } from '../../../src/analysis/rules/unknown-waypoint';
import { deployment, namespace, object, objects } from '../objects';
import { ruleTest } from '../rule-test';

const USE = 'istio.io/use-waypoint';
const waypoint = object('gateway.networking.k8s.io/v1', 'Gateway', 'waypoint', { spec: { gatewayClassName: 'istio-waypoint' } });
const web = (labels: object) => object('v1', 'Service', 'web', { metadata: { name: 'web', namespace: 'shop', labels }, spec: { ports: [] } });

ruleTest(unknownWaypoint, {
  valid: [
    { name: 'a Gateway', objects: objects(namespace('shop', { [USE]: 'waypoint' }), web({ [USE]: 'waypoint' }), waypoint) },
    { name: 'none on purpose', objects: objects(web({ [USE]: 'none' })) },
    { name: 'a Gateway of another namespace', objects: objects(web({ [USE]: 'waypoint', 'istio.io/use-waypoint-namespace': 'shop' }), waypoint) },
    { name: 'a namespace that is not known', objects: objects(web({ [USE]: 'waypoint', 'istio.io/use-waypoint-namespace': 'other' })) },
    { name: 'a Gateway that lies outside', objects: objects(namespace('shop', { [USE]: 'waypoint' })), surroundings: { gateways: ['shop/waypoint'] } },
  ],
  invalid: [
    { name: 'of a namespace', objects: objects(namespace('shop', { [USE]: 'waypiont' }), waypoint), findings: [{ at: 'Namespace shop metadata.labels[istio.io/use-waypoint]', message: 'missing', data: { waypoint: 'shop/waypiont' } }] },
    { name: 'of a Service and of pods', objects: objects(web({ [USE]: 'a' }), deployment('web', { [USE]: 'b' })), findings: [{ at: 'Deployment shop/web spec.template.metadata.labels[istio.io/use-waypoint]', message: 'missing' }, { at: 'Service shop/web metadata.labels[istio.io/use-waypoint]', message: 'missing' }] },
  ],
});
