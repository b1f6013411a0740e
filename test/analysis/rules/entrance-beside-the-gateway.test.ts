import { entranceBesideTheGateway } from '../../../src/analysis/rules/entrance-beside-the-gateway';
import { apiGateway, httpRoute, ingress } from '../delivery-objects';
import { authorizationPolicy, deployment, gateway, namespace, object, objects, peerAuthentication, pods, service } from '../objects';
import { ruleTest } from '../rule-test';

const web = gateway('web', { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['shop.example.com'] }] });
const meshed = namespace('shop', { 'istio-injection': 'enabled' });
const shop = (...more: object[]) => objects(web, meshed, service('cart'), deployment('cart'), ...more as any[]);
const route = (parent: string) => httpRoute('cart', { parentRefs: [{ name: parent }], rules: [{ backendRefs: [{ name: 'cart', port: 80 }] }] });
const server = (kind: string, upstream: object) => object('k8s.nginx.org/v1', kind, 'cart', { spec: { host: 'shop.example.com', upstreams: [upstream] } });
const tcpIngress = (backend: object) => object('configuration.konghq.com/v1beta1', 'TCPIngress', 'cart', { spec: { rules: [{ port: 9000, backend }] } });
const around = (at: string, by: string) => [{ at, message: 'around', data: { by, name: 'cart' } }];

ruleTest(entranceBesideTheGateway, {
  valid: [
    { name: 'an Ingress that Istio serves', objects: shop(ingress('shop', { ingressClassName: 'istio' })) },
    { name: 'an Ingress of whatever class is the default', objects: shop(ingress('shop', { ingressClassName: null })) },
    { name: 'a mesh without a gateway', objects: objects(meshed, service('cart'), deployment('cart'), ingress('shop')) },
    { name: 'pods without a proxy', objects: objects(web, namespace('shop'), service('cart'), deployment('cart'), ingress('shop')) },
    { name: 'pods that take mutual TLS only', objects: shop(ingress('shop'), peerAuthentication('default', { mtls: { mode: 'STRICT' } })) },
    {
      name: 'pods that let in callers by identity only',
      objects: shop(ingress('shop'), authorizationPolicy('callers', { rules: [{ from: [{ source: { principals: ['*'] } }] }] })),
    },
    { name: 'pods that let nobody in', objects: shop(ingress('shop'), authorizationPolicy('nobody', {})) },
    { name: 'an Ingress to a port the Service does not have', objects: shop(ingress('shop', { port: { number: 81 } })) },
    { name: 'an Ingress to a Service of others', objects: shop(ingress('shop', { service: 'elsewhere' })) },
    {
      name: 'the gateway itself',
      objects: objects(web, meshed, ingress('shop'), service('cart', undefined, { type: 'LoadBalancer' }), pods('cart', {}, { labels: { app: 'cart' }, annotations: { 'inject.istio.io/templates': 'gateway' } })),
    },
    { name: 'a route of a Gateway that Istio serves', objects: shop(route('web'), apiGateway('web')) },
    { name: 'a route of a Gateway nobody knows', objects: shop(route('web')) },
    {
      name: 'a route of a class of Istio by another name',
      objects: shop(route('web'), apiGateway('web', undefined, 'company'), { ...object('gateway.networking.k8s.io/v1', 'GatewayClass', 'company', { spec: { controllerName: 'istio.io/gateway-controller' } }) }),
    },
    { name: 'a Service for the cluster', objects: shop() },
    { name: 'an upstream without a Service', objects: shop(server('TransportServer', { name: 'cart' })) },
    { name: 'a rule without a Service', objects: shop(tcpIngress({})) },
  ],
  invalid: [
    {
      name: 'an Ingress',
      objects: shop(ingress('shop')),
      findings: around('Ingress shop/shop spec.rules[0].http.paths[0].backend.service.name', 'the controller of class kong'),
    },
    {
      name: 'an Ingress to pods that leave one port in plaintext',
      objects: shop(ingress('shop'), peerAuthentication('cart', { selector: { matchLabels: { app: 'cart' } }, mtls: { mode: 'STRICT' }, portLevelMtls: { 80: { mode: 'PERMISSIVE' } } })),
      findings: around('Ingress shop/shop spec.rules[0].http.paths[0].backend.service.name', 'the controller of class kong'),
    },
    {
      name: 'pods that keep others out, but not who proves nothing',
      objects: shop(ingress('shop'), authorizationPolicy('callers', { rules: [{ from: [{ source: { notPrincipals: ['cluster.local/ns/old/sa/old'] } }] }] })),
      findings: around('Ingress shop/shop spec.rules[0].http.paths[0].backend.service.name', 'the controller of class kong'),
    },
    {
      name: 'a route of another gateway',
      objects: shop(route('nginx'), apiGateway('nginx', undefined, 'nginx')),
      findings: around('HTTPRoute shop/cart spec.rules[0].backendRefs[0].name', 'Gateway shop/nginx of class nginx'),
    },
    {
      name: 'a VirtualServer',
      objects: shop(server('VirtualServer', { name: 'cart', service: 'cart', port: 80 })),
      findings: around('VirtualServer shop/cart spec.upstreams[0].service', 'NGINX'),
    },
    {
      name: 'a VirtualServerRoute with a namespace',
      objects: shop(server('VirtualServerRoute', { name: 'cart', service: 'shop/cart', port: 80 })),
      findings: around('VirtualServerRoute shop/cart spec.upstreams[0].service', 'NGINX'),
    },
    {
      name: 'connections through Kong',
      objects: shop(tcpIngress({ serviceName: 'cart', servicePort: 80 })),
      findings: around('TCPIngress shop/cart spec.rules[0].backend.serviceName', 'Kong'),
    },
    {
      name: 'a Service with a load balancer',
      objects: objects(web, meshed, service('cart', undefined, { type: 'LoadBalancer' }), deployment('cart')),
      findings: [{ at: 'Service shop/cart spec.type', message: 'open', data: { name: 'cart', type: 'LoadBalancer' } }],
    },
    {
      name: 'a Service with ports of nodes',
      objects: objects(web, meshed, service('cart', undefined, { type: 'NodePort' }), deployment('cart')),
      findings: [{ at: 'Service shop/cart spec.type', message: 'open', data: { name: 'cart', type: 'NodePort' } }],
    },
  ],
});
