import {
  EdgePlacement, EdgeRateLimit, EdgeTls, GatewayTls, Mesh, MeshConfig, MeshConfigFormat, MeshGateway, NginxController, NginxEdge,
} from '../../../src';
import type { NginxEdgeProps } from '../../../src';
import { Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

const tls = EdgeTls.secret('public-tls');

function edge(shop: Shop, gateway: MeshGateway, props: Partial<NginxEdgeProps> = {}): NginxEdge {
  return new NginxEdge(shop.chart, 'nginx', { gateway, tls, ...props });
}

function secured(shop: Shop, id = 'web'): MeshGateway {
  const gateway = new MeshGateway(shop.namespace, id, { hosts: ['a.example.com'], tls: GatewayTls.simple('web-tls') });
  gateway.route(shop.service('behind'));
  return gateway;
}

describe('an edge', () => {
  test('follows what its gateway comes to serve after it was declared', () => {
    const shop = new Shop();
    const gateway = new MeshGateway(shop.namespace, 'web', { hosts: ['a.example.com'], plaintextReason: 'test' });
    edge(shop, gateway, { caCertificate: 'ca' });
    gateway.route(shop.service('behind'));
    gateway.addServer({ hosts: ['a.example.com', 'b.example.com'], tls: GatewayTls.simple('web-tls'), port: 8443 });
    const objects = shop.synth();
    expect(objects.filter(({ kind }) => kind === 'VirtualServer').map(({ spec: { host, upstreams, policies } }) => [host, upstreams[0].port, policies])).toEqual([
      ['a.example.com', 8443, [{ name: 'nginx-a-example-com-to-gateway' }]], ['b.example.com', 8443, [{ name: 'nginx-b-example-com-to-gateway' }]],
    ]);
    expect(find(objects, 'Policy', 'nginx-b-example-com-to-gateway').spec.egressMTLS).toMatchObject({ verifyServer: true, serverName: true, sslName: 'b.example.com' });
  });

  test('leads to the Service that the mesh names, and lies beside it', () => {
    const shop = new Shop();
    edge(shop, secured(shop), { caCertificate: 'ca' });
    new Mesh(shop.chart, 'mesh', { ingressGateway: { namespace: 'ingress', serviceName: 'entrance' } });
    const { metadata, spec } = find(shop.synth(), 'VirtualServer', 'nginx-a-example-com');
    expect([metadata.namespace, spec.upstreams[0].service]).toEqual(['ingress', 'entrance']);
  });

  test.each([[undefined, 1], [3, 3], [0, 0]])('has the gateway believe %s proxies: %s', (trustedHops, count) => {
    const shop = new Shop();
    edge(shop, secured(shop), { caCertificate: 'ca', trustedHops });
    expect(MeshConfig.of(shop.app).toText(MeshConfigFormat.HELM_VALUES)).toContain(`numTrustedProxies: ${count}`);
  });
});

describe('values for the chart of the controller', () => {
  const values = (props: Partial<NginxEdgeProps>) => {
    const shop = new Shop();
    return edge(shop, secured(shop), { caCertificate: 'ca', ...props }).controllerValues;
  };
  const INSIDE = { placement: EdgePlacement.INSIDE_MESH };
  const retired = NginxController.ingressNginx({ reason: 'test', limitReqStatusCode: 429 });

  test('are none outside of the mesh', () => expect(values({})).toBe(''));
  test('are none for pods that a Gateway describes', () => expect(values({ ...INSIDE, controller: NginxController.gatewayFabric() })).toBe(''));
  test('are none for the retired controller without a limit', () => expect(values({ controller: retired })).toBe(''));

  test('leave the ports of clients out of capture', () => {
    expect(values(INSIDE)).toBe([
      'controller:', '  pod:', '    annotations:', '      sidecar.istio.io/inject: "true"', '      traffic.sidecar.istio.io/excludeInboundPorts: 80,443', '',
    ].join('\n'));
  });

  test('make the retired controller answer with 429', () => {
    expect(values({ controller: retired, rateLimit: EdgeRateLimit.perSecond(1) })).toBe('controller:\n  config:\n    limit-req-status-code: "429"\n');
  });
});
