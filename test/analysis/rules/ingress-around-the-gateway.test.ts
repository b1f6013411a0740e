import { ingressAroundTheGateway } from '../../../src/analysis/rules/ingress-around-the-gateway';
import { apiGateway, httpRoute, ingress } from '../delivery-objects';
import { deployment, namespace, objects, peerAuthentication, pods, service } from '../objects';
import { ruleTest } from '../rule-test';

const strict = peerAuthentication('default', { mtls: { mode: 'STRICT' } });
const meshed = namespace('shop', { 'istio-injection': 'enabled' });

ruleTest(ingressAroundTheGateway, {
  valid: [
    { name: 'Istio serves it', objects: objects(meshed, strict, ingress('shop', { ingressClassName: 'istio' }), service('cart'), deployment('cart')) },
    { name: 'plaintext is taken, too', objects: objects(meshed, ingress('shop'), service('cart'), deployment('cart')) },
    { name: 'no proxy', objects: objects(namespace('shop'), strict, ingress('shop'), service('cart'), deployment('cart')) },
    { name: 'a Service without selector', objects: objects(meshed, strict, ingress('shop'), service('cart', undefined, { selector: null }), deployment('cart')) },
    {
      name: 'to the gateway',
      objects: objects(meshed, strict, ingress('shop'), service('cart'), pods('cart', {}, { labels: { app: 'cart' }, annotations: { 'inject.istio.io/templates': 'gateway' } })),
    },
  ],
  invalid: [
    {
      name: 'to pods that take mutual TLS only',
      objects: objects(meshed, strict, ingress('shop'), service('cart'), deployment('cart')),
      findings: [{ at: 'Ingress shop/shop spec.rules[0].http.paths[0].backend.service.name', message: 'refused', data: { name: 'cart', by: 'the controller of class kong' } }],
    },
    {
      name: 'by a route of another gateway',
      objects: objects(
        meshed, strict, service('cart'), deployment('cart'), apiGateway('nginx', undefined, 'nginx'),
        httpRoute('cart', { parentRefs: [{ name: 'nginx' }], rules: [{ backendRefs: [{ name: 'cart', port: 80 }] }] }),
      ),
      findings: [{ at: 'HTTPRoute shop/cart spec.rules[0].backendRefs[0].name', message: 'refused', data: { name: 'cart', by: 'Gateway shop/nginx of class nginx' } }],
    },
  ],
});
