import { unexpectedWaypointListener } from '../../../src/analysis/rules/unexpected-waypoint-listener';
import { apiGateway, listener } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

const hbone = { name: 'mesh', port: 15008, protocol: 'HBONE' };
const waypoint = (...listeners: object[]) => objects(apiGateway('waypoint', listeners, 'istio-waypoint'));

ruleTest(unexpectedWaypointListener, {
  valid: [
    { name: 'the one it needs', objects: waypoint(hbone) },
    { name: 'another class', objects: objects(apiGateway('edge')) },
  ],
  invalid: [
    { name: 'HTTP', objects: waypoint(listener()), findings: [{ at: 'Gateway shop/waypoint spec.listeners[0]', message: 'listener', data: { listener: 'http', protocol: 'HTTP', port: 80 } }] },
    { name: 'another port', objects: waypoint({ ...hbone, port: 15009 }), findings: [{ at: 'Gateway shop/waypoint spec.listeners[0]', message: 'listener' }] },
    { name: 'two', objects: waypoint(hbone, { ...hbone, name: 'other' }), findings: [{ at: 'Gateway shop/waypoint spec.listeners', message: 'several', data: { count: 2 } }] },
  ],
});
