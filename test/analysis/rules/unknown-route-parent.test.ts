import { unknownRouteParent } from '../../../src/analysis/rules/unknown-route-parent';
import { apiGateway, httpRoute, listener, route } from '../delivery-objects';
import { objects, service, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const below = (...parentRefs: object[]) => httpRoute('cart', { parentRefs });

ruleTest(unknownRouteParent, {
  valid: [
    { name: 'a Gateway', objects: objects(apiGateway('edge'), below({ name: 'edge' }), service('cart')) },
    { name: 'its listener', objects: objects(apiGateway('edge', [listener({ name: 'a' }), listener({ name: 'b', port: 8080 })]), below({ name: 'edge', sectionName: 'b', port: 8080 })) },
    { name: 'a Service', objects: objects(below({ group: '', kind: 'Service', name: 'cart' }), service('cart')) },
    { name: 'a ServiceEntry', objects: objects(below({ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'api' }), serviceEntry('api', { hosts: ['api.example.com'] }), service('cart')) },
    { name: 'a Gateway of a namespace that lies outside', objects: objects(below({ name: 'edge', namespace: 'edges' }), service('cart')) },
    { name: 'a kind of other controllers', objects: objects(below({ group: 'example.com', kind: 'Edge', name: 'edge' }), service('cart')) },
    { name: 'a version that is no longer served', objects: objects({ ...route('TCPRoute', 'db', { parentRefs: [{ name: 'edge' }] }), apiVersion: 'gateway.networking.k8s.io/v1alpha2' }, service('cart')) },
  ],
  invalid: [
    {
      name: 'another Gateway',
      objects: objects(apiGateway('edge'), below({ name: 'gate' }), service('cart')),
      findings: [{ at: 'HTTPRoute shop/cart spec.parentRefs[0].name', message: 'unknown', data: { kind: 'Gateway', name: 'gate', namespace: 'shop' } }],
    },
    {
      name: 'another Service',
      objects: objects(below({ group: '', kind: 'Service', name: 'basket' }), service('cart')),
      findings: [{ at: 'HTTPRoute shop/cart spec.parentRefs[0].name', message: 'unknown' }],
    },
    {
      name: 'another listener',
      objects: objects(apiGateway('edge'), below({ name: 'edge', sectionName: 'https' }, { name: 'edge', port: 443 })),
      findings: [
        { at: 'HTTPRoute shop/cart spec.parentRefs[0]', message: 'listener', data: { name: 'edge', listener: 'https' } },
        { at: 'HTTPRoute shop/cart spec.parentRefs[1]', message: 'listener', data: { name: 'edge', listener: 'at port 443' } },
      ],
    },
  ],
});
