import { ask, BOTH, istio, policy, SHOP } from './ask';

describe('a gateway', () => {
  const gateway = (servers: string) => istio('Gateway', 'g', `{selector: {istio: ingressgateway}, servers: ${servers}}`);
  const HTTP = '{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.example.com"]}';
  const HTTPS = '{port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example.com], tls: {mode: SIMPLE, credentialName: c}}';
  const route = (hosts: string) =>
    istio('VirtualService', 'v', `{hosts: ${hosts}, gateways: [g], http: [{match: [{uri: {prefix: /a}}], route: [{destination: {host: a}}]}]}`);
  const EDGE = `
apiVersion: v1
kind: Service
metadata: {name: edge, namespace: shop}
spec: {selector: {app: edge}, ports: [{name: http, port: 8000, targetPort: web}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: edge, namespace: shop}
spec: {selector: {matchLabels: {app: edge}}, template: {metadata: {labels: {app: edge}}, spec: {containers: [{name: istio-proxy, image: auto, ports: [{name: web, containerPort: 8080}]}]}}}
---
`;
  const shop = { from: 'outside', to: 'http://shop.example.com/a' };
  test.each([
    ['lets in', gateway(`[${HTTP}]`) + route('[shop.example.com]'), shop, ['shop/a']],
    ['serves no other host', gateway(`[${HTTP}]`) + route('[shop.example.com]'), { ...shop, to: 'http://x.example.com/a' }, ['404']],
    ['serves a pattern', gateway(`[${HTTP}]`) + route('["*"]'), { ...shop, to: 'http://x.example.com/a' }, ['shop/a']],
    ['has no other route', gateway(`[${HTTP}]`) + route('[shop.example.com]'), { ...shop, path: '/b' }, ['404']],
    ['ends TLS', gateway(`[${HTTPS}]`) + route('[shop.example.com]'), { ...shop, to: 'https://shop.example.com/a' }, ['shop/a']],
    [
      'knows no other name',
      gateway(`[${HTTPS}]`) + route('[shop.example.com]'),
      { ...shop, to: 'https://x.example.com/a' },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'wants TLS',
      gateway(`[${HTTPS}]`) + route('[shop.example.com]'),
      { ...shop, to: 'http://shop.example.com:443/a' },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'wants none',
      gateway(`[${HTTP}]`) + route('[shop.example.com]'),
      { ...shop, to: 'https://shop.example.com:80/a' },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'sends to https',
      gateway('[{port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example.com], tls: {httpsRedirect: true}}]') +
        route('[shop.example.com]'),
      shop,
      ['301 https://shop.example.com/a Gateway shop/g spec.servers[0].tls.httpsRedirect'],
    ],
    [
      'is for another namespace',
      gateway('[{port: {number: 80, name: http, protocol: HTTP}, hosts: [other/shop.example.com]}]') + route('[shop.example.com]'),
      shop,
      ['404'],
    ],
    [
      'has policies of its own',
      gateway(`[${HTTP}]`) + route('[shop.example.com]') + policy('{selector: {matchLabels: {istio: ingressgateway}}}', 'istio-system'),
      shop,
      ['403 AuthorizationPolicy istio-system/p'],
    ],
    [
      'wants certificates',
      gateway('[{port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example.com], tls: {mode: MUTUAL, credentialName: c}}]') +
        route('[shop.example.com]'),
      { ...shop, to: 'https://shop.example.com/a' },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'takes certificates',
      gateway('[{port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example.com], tls: {mode: MUTUAL, credentialName: c}}]') +
        route('[shop.example.com]'),
      { ...shop, to: 'https://shop.example.com/a', hasCertificate: true },
      ['shop/a'],
    ],
    [
      'wants certificates of the mesh, which nobody outside has',
      gateway('[{port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example.com], tls: {mode: ISTIO_MUTUAL}}]') +
        route('[shop.example.com]'),
      { ...shop, to: 'https://shop.example.com/a', hasCertificate: true },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'passes on',
      gateway('[{port: {number: 443, name: tls, protocol: TLS}, hosts: [shop.example.com], tls: {mode: PASSTHROUGH}}]') +
        istio(
          'VirtualService',
          'v',
          '{hosts: [shop.example.com], gateways: [g], tls: [{match: [{sniHosts: [shop.example.com]}], route: [{destination: {host: b, port: {number: 9443}}}]}]}',
        ),
      { ...shop, to: 'https://shop.example.com/a' },
      BOTH,
    ],
    [
      'passes on where no mode is said',
      gateway('[{port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example.com], tls: {minProtocolVersion: TLSV1_2}}]') +
        istio(
          'VirtualService',
          'v',
          '{hosts: [shop.example.com], gateways: [g], tls: [{match: [{sniHosts: [shop.example.com]}], route: [{destination: {host: b, port: {number: 9443}}}]}]}',
        ),
      { ...shop, to: 'https://shop.example.com/a' },
      BOTH,
    ],
    [
      'passes nothing on',
      gateway('[{port: {number: 9000, name: tcp, protocol: TCP}, hosts: ["*"]}]'),
      { from: 'outside', to: 'tcp://shop.example.com:9000' },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'passes connections on',
      gateway('[{port: {number: 9000, name: tcp, protocol: TCP}, hosts: ["*"]}]') +
        istio('VirtualService', 'v', '{hosts: ["*"], gateways: [g], tcp: [{route: [{destination: {host: b, port: {number: 9000}}}]}]}'),
      { from: 'outside', to: 'tcp://shop.example.com:9000' },
      BOTH,
    ],
    [
      'listens at the port that its Service calls by name',
      `${EDGE}${istio('Gateway', 'g', '{selector: {app: edge}, servers: [{port: {number: 8080, name: http, protocol: HTTP}, hosts: ["*"]}]}')}` + route('[shop.example.com]'),
      { ...shop, to: 'http://shop.example.com:8000/a' },
      ['shop/a'],
    ],
  ])('%s', (_, objects, question, expected) => {
    expect(ask(SHOP + objects, question)).toEqual(expected);
  });
});
