import {
  EdgeTls, ExternalService, GatewayTls, KubernetesIngress, MeshGateway, NginxEdge, PathMatch, PlainNamespace, PlainService, PlaintextSource,
  ServicePort,
} from '../../../src';
import type { IPlainService, KubernetesIngressProps } from '../../../src';
import { image, Shop } from '../../testing/shop';

/** A service outside of the mesh, and an Ingress before it. */
class Old extends Shop {
  private readonly old = new PlainNamespace(this.chart, 'old');
  public readonly web = this.plain('web');

  public plain(id: string, namespace = this.old): PlainService {
    return new PlainService(namespace, id, { ports: [ServicePort.http(8080), ServicePort.tcp(5432)], workload: image(id), reason: 'test' });
  }

  public ingress(id = 'in', props: Partial<KubernetesIngressProps> = {}): KubernetesIngress {
    return new KubernetesIngress(this.chart, id, {
      ingressClassName: 'nginx', controller: PlaintextSource.pods('nginx'), ...(props.plaintextReason === undefined ? { tls: EdgeTls.secret('tls') } : {}), ...props,
    });
  }
}

function said(wrong: (shop: Old) => unknown): string {
  const shop = new Old();
  try {
    wrong(shop);
    shop.app.synthYaml();
    return '';
  } catch (thrown) {
    return (thrown as Error).message.replace(/^Validation failed with the following errors:\n {2}\[\] /, '');
  }
}

const HOST = 'a.example.com';

test.each<[name: string, wrong: (shop: Old) => unknown, message: string]>([
  ['a bad host', (s) => s.ingress().route('localhost', s.web), '[MSH005] app/in: not a host name; got "localhost"; allowed: at least two labels of lower-case letters, digits and -, the last one not all digits; * may stand for the whole first label'],
  ['no certificate and no reason', (s) => s.ingress('in', { tls: undefined }), '[MSH053] app/in: an Ingress without a certificate needs a reason; got undefined; allowed: one line of text; fix: say in `reason` why this is acceptable; it is written on the object'],
  ['a bad class', (s) => s.ingress('in', { ingressClassName: 'Nginx!' }), '[MSH003] app/in: the IngressClass is not a DNS name; got "Nginx!"; allowed: at most 253 lower-case letters, digits, - and ., with a letter or digit at both ends of each part'],
  ['a port that does not exist', (s) => s.ingress().route(HOST, s.web, { port: 80 }), '[MSH055] app/in: web has no such HTTP port; got 80; allowed: 8080; fix: give `port`'],
  ['a port of another protocol', (s) => s.ingress().route(HOST, s.web, { port: 5432 }), '[MSH079] app/in: web has no such HTTP port; got 5432; allowed: 8080; fix: give `port`'],
  [
    'a host outside', (s) => s.ingress().route(HOST, new ExternalService(s.namespace, 'out', { hosts: ['x.example.com'], ports: [ServicePort.https(443)] }) as unknown as IPlainService),
    '[MSH078] app/in: an Ingress leads to services of the cluster only; got ["x.example.com"]',
  ],
  [
    'a service of the mesh', (s) => s.ingress().route(HOST, s.service('core')),
    '[MSH411] app/in: core is a service of the mesh: by an Ingress, requests would come to it past the gateway, and without an identity; got "shop/core"; fix: route it by a MeshGateway, and let NginxEdge or KongEdge stand before that',
  ],
  [
    'a service of another namespace', (s) => { const ingress = s.ingress(); ingress.route(HOST, s.web); ingress.route(HOST, s.plain('far', new PlainNamespace(s.chart, 'other'))); },
    '[MSH412] app/in: an Ingress leads to services of its own namespace only; got "other/far"; allowed: services of old; fix: use a KubernetesIngress for each namespace',
  ],
  [
    'a path by letters', (s) => s.ingress().route(HOST, s.web, { path: PathMatch.prefix('/api') }),
    '[MSH414] app/in: an Ingress knows whole paths and whole segments; got "/api"; allowed: PathMatch.exact() or PathMatch.subtree(); fix: name the segments, and leave the rest to the service',
  ],
  ['no routes', (s) => s.ingress(), '[MSH404] app/in: the Ingress leads nowhere; fix: declare with route(host, service) what it serves'],
  [
    'one path to two places', (s) => { const ingress = s.ingress(); ingress.route(HOST, s.web); ingress.route(HOST, s.plain('next')); },
    '[MSH413] app/in: a.example.com/ leads to two places; got ["old/next:8080","old/web:8080"]; fix: name different paths, or leave one of them out',
  ],
  [
    'a host of two Ingresses', (s) => { s.ingress('one').route(HOST, s.web); s.ingress('two').route(HOST, s.web, { path: PathMatch.subtree('/api') }); },
    '[MSH401] app/two: a.example.com is served in two ways; got ["app/one","app/two"]; fix: leave a host to one edge or Ingress',
  ],
  [
    'a host of an edge',
    (s) => {
      const gateway = new MeshGateway(s.namespace, 'gateway', { hosts: [HOST], tls: GatewayTls.simple('tls') });
      gateway.route(s.service('core'));
      new NginxEdge(s.chart, 'nginx', { gateway, tls: EdgeTls.secret('public-tls'), caCertificate: 'ca' });
      s.ingress().route(HOST, s.web);
    },
    '[MSH401] app/in: a.example.com is served in two ways; got ["app/nginx","app/in"]; fix: leave a host to one edge or Ingress',
  ],
])('%s', (_, wrong, message) => expect(said(wrong)).toBe(message));

test('a service that is reached twice by one path is reached once', () => {
  const shop = new Old();
  const ingress = shop.ingress('in', { plaintextReason: 'reached from the office only' });
  for (const path of [undefined, PathMatch.subtree('/'), PathMatch.prefix('/')]) ingress.route(HOST, shop.web, { path });
  const found = shop.synth().find(({ kind }) => kind === 'Ingress');
  expect(found.metadata.annotations).toEqual({ 'cdk8s-istio/reason': 'reached from the office only' });
  expect(found.spec).toEqual({
    ingressClassName: 'nginx',
    rules: [{ host: HOST, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 8080 } } } }] } }],
  });
});
