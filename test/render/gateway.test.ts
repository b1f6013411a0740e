import { accepted, aGateway, aMesh } from './a-mesh';
import type { Server } from '../../src/model/gateway';
import { renderGateway } from '../../src/render/gateway';
import { GATEWAY } from '../../src/render/kinds';

const render = (...servers: Partial<Server>[]) => accepted(GATEWAY, renderGateway(aMesh({ gateways: [aGateway('shop/edge', servers)] }), 'shop/edge'));
const HTTPS = { name: 'https-443', port: 443, protocol: 'HTTPS', tls: { mode: 'SIMPLE', credentialName: 'edge-tls' } } as const;

test('hosts are served to the routes of the gateway\'s own namespace, with modern TLS', () => {
  expect(render({ ...HTTPS, hosts: ['b.example.com', '*.example.com'] })).toStrictEqual({
    selector: { istio: 'ingress' },
    servers: [{
      port: { number: 443, name: 'https-443', protocol: 'HTTPS' },
      hosts: ['shop/*.example.com', 'shop/b.example.com'],
      tls: { mode: 'SIMPLE', credentialName: 'edge-tls', minProtocolVersion: 'TLSV1_2' },
    }],
  });
});

test('a redirecting server redirects and has no certificate; a plain one has nothing', () => {
  const [redirecting, secure] = render(HTTPS, { httpsRedirect: true }).servers!;
  expect(redirecting.tls).toStrictEqual({ httpsRedirect: true });
  expect(secure.port.number).toBe(443);
  expect(render({}).servers![0]).not.toHaveProperty('tls');
});

test('mutual TLS and a newer version are kept, and what is passed through keeps its own', () => {
  const mutual = render({ ...HTTPS, tls: { mode: 'MUTUAL', credentialName: 'edge-mtls', minProtocolVersion: 'TLSV1_3' } });
  expect(mutual.servers![0].tls).toStrictEqual({ mode: 'MUTUAL', credentialName: 'edge-mtls', minProtocolVersion: 'TLSV1_3' });
  const passed = render({ name: 'tls-9443', port: 9443, protocol: 'TLS', tls: { mode: 'PASSTHROUGH' } });
  expect(passed.servers![0].tls).toStrictEqual({ mode: 'PASSTHROUGH' });
});

test('what Istio refuses is refused', () => {
  expect(() => render({ tls: HTTPS.tls })).toThrow('has TLS settings');
  expect(() => render({ ...HTTPS, tls: undefined })).toThrow('no TLS settings');
  expect(() => render({ ...HTTPS, tls: { mode: 'SIMPLE' } })).toThrow('certificate');
  expect(() => render({ hosts: [] })).toThrow('no host');
  expect(() => render()).toThrow('serves nothing');
});
