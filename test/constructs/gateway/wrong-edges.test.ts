import {
  CertificateIssuer, EdgePlacement, EdgeRateLimit, EdgeTls, GatewayTls, MeshGateway, NginxController, NginxEdge, ServicePort,
} from '../../../src';
import type { GatewayServerOptions, NginxEdgeProps } from '../../../src';
import { refusal, Shop } from '../../testing/shop';

const CLEAR = { plaintextReason: 'test' };
const MUTUAL = { tls: GatewayTls.mutual('web-tls') };
const SIMPLE = { tls: GatewayTls.simple('web-tls') };
const HOST = 'a.example.com';

/** A gateway that routes all of its hosts to one service. */
function gatewayOf(shop: Shop, how: Partial<GatewayServerOptions>, hosts = [HOST], id = 'web'): MeshGateway {
  const gateway = new MeshGateway(shop.namespace, id, { hosts, ...how });
  gateway.route(shop.service(`behind-${id}`));
  return gateway;
}

function edgeOf(shop: Shop, gateway: MeshGateway, props: Partial<NginxEdgeProps> = {}, id = 'nginx'): NginxEdge {
  return new NginxEdge(shop.chart, id, { gateway, tls: EdgeTls.secret('public-tls'), ...props });
}

const plain = NginxController.ingressClass('traefik', { reason: 'test' });

describe('the call says', () => {
  test.each<[name: string, wrong: (shop: Shop) => unknown, message: string]>([
    ['no hosts', (s) => edgeOf(s, gatewayOf(s, CLEAR), { hosts: [] }), '[MSH001] app/nginx: `hosts` is empty; got []; fix: name hosts of the gateway, or leave it out to mean all that it routes'],
    ['a host twice', (s) => edgeOf(s, gatewayOf(s, CLEAR), { hosts: [HOST, HOST] }), '[MSH015] app/nginx: a host is named twice; got "a.example.com"; fix: name each host once'],
    ['too many hops', (s) => edgeOf(s, gatewayOf(s, CLEAR), { trustedHops: -1 }), '[MSH011] app/nginx: `trustedHops` is out of range; got -1; allowed: whole numbers from 0 to 10'],
    ['an unknown placement', (s) => edgeOf(s, gatewayOf(s, CLEAR), { placement: 'NEAR' as EdgePlacement }), '[MSH010] app/nginx: unknown placement; got "NEAR"; allowed: OUTSIDE_MESH, INSIDE_MESH'],
    ['an id that is no name', (s) => edgeOf(s, gatewayOf(s, CLEAR), {}, 'Public'), '[MSH002] app/Public: the edge is not a DNS label; got "Public"; allowed: at most 63 lower-case letters, digits and -, with a letter or digit at both ends'],
    ['no rate', () => EdgeRateLimit.perSecond(0), '[MSH011] requests is out of range; got 0; allowed: whole numbers from 1 to 100000'],
    ['the retired controller without a reason', () => NginxController.ingressNginx({ reason: '' }), '[MSH053] the retired ingress-nginx needs a reason; got ""; allowed: one line of text; fix: say in `reason` why this is acceptable; it is written on the object'],
    ['an Ingress without a reason', () => NginxController.ingressClass('traefik', { reason: ' ' }), '[MSH053] an Ingress without redirect, limits and TLS to the gateway needs a reason; got " "; allowed: one line of text; fix: say in `reason` why this is acceptable; it is written on the object'],
    ['a status that is none', () => NginxController.ingressNginx({ reason: 'test', limitReqStatusCode: 42 }), '[MSH024] limitReqStatusCode is not an HTTP status it can have; got 42; allowed: 200 to 599'],
    [
      'a limit that an Ingress cannot ask for', (s) => edgeOf(s, gatewayOf(s, CLEAR), { controller: plain, rateLimit: EdgeRateLimit.perSecond(1) }),
      '[MSH408] app/nginx: an Ingress has no field for a limit of requests; got "traefik"; fix: use NginxController.f5() or gatewayFabric(), or leave `rateLimit` out',
    ],
    [
      'a limit that is answered with 503', (s) => edgeOf(s, gatewayOf(s, CLEAR), { controller: NginxController.ingressNginx({ reason: 'test' }), rateLimit: EdgeRateLimit.perSecond(1) }),
      '[MSH408] app/nginx: ingress-nginx answers what is above a limit with a status that is set for the whole controller; got 503; allowed: 429; fix: set limit-req-status-code to 429 in its ConfigMap, and say so with `limitReqStatusCode: 429`',
    ],
    [
      'a burst that ingress-nginx does not know',
      (s) => edgeOf(s, gatewayOf(s, CLEAR), { controller: NginxController.ingressNginx({ reason: 'test', limitReqStatusCode: 429 }), rateLimit: EdgeRateLimit.perSecond(10, { burst: 15 }) }),
      '[MSH408] app/nginx: ingress-nginx knows bursts as a multiple of the rate only; got 15; allowed: multiples of 10',
    ],
    [
      'a second edge of Gateway Fabric',
      (s) => {
        const gateway = gatewayOf(s, CLEAR, [HOST, 'b.example.com']);
        const controller = NginxController.gatewayFabric();
        edgeOf(s, gateway, { controller, hosts: [HOST] });
        edgeOf(s, gateway, { controller, hosts: ['b.example.com'] }, 'second');
      },
      '[MSH408] app/second: NGINX Gateway Fabric has one policy for the way to a Service, and \'app/nginx\' has it; fix: serve all hosts by one NginxEdge, or some of them by NginxController.f5()',
    ],
    [
      'two Secrets for ingress-nginx', (s) => edgeOf(s, gatewayOf(s, MUTUAL), { controller: NginxController.ingressNginx({ reason: 'test' }), caCertificate: 'a', clientCertificate: 'b' }),
      '[MSH408] app/nginx: ingress-nginx reads the authorities and the client certificate from one Secret; got ["a","b"]; fix: keep ca.crt, tls.crt and tls.key in one Secret, and name it in `caCertificate` and `clientCertificate`',
    ],
  ])('%s', (_, wrong, message) => expect(refusal(wrong)).toBe(message));
});

describe('synth says', () => {
  test.each<[name: string, wrong: (shop: Shop) => unknown, message: string]>([
    [
      'a host that the gateway does not serve', (s) => edgeOf(s, gatewayOf(s, CLEAR), { hosts: [HOST, 'b.example.com'] }),
      '[MSH400] app/nginx: gateway shop/web reads no requests for this host; got "b.example.com"; allowed: a.example.com; fix: add it to a server of the gateway that is no passthrough',
    ],
    [
      'a host that the gateway passes through',
      (s) => {
        const gateway = gatewayOf(s, CLEAR);
        gateway.addServer({ hosts: ['b.example.com'], tls: GatewayTls.passthrough() });
        edgeOf(s, gateway, { hosts: [HOST, 'b.example.com'] });
      },
      '[MSH400] app/nginx: gateway shop/web reads no requests for this host; got "b.example.com"; allowed: a.example.com; fix: add it to a server of the gateway that is no passthrough',
    ],
    [
      'two edges for one host', (s) => { const gateway = gatewayOf(s, CLEAR); edgeOf(s, gateway); edgeOf(s, gateway, {}, 'second'); },
      '[MSH401] app/second: a.example.com is served by two edges; got ["app/nginx","app/second"]; fix: leave a host to one edge: list in `hosts` which are whose',
    ],
    [
      'a gateway that could be anybody', (s) => edgeOf(s, gatewayOf(s, SIMPLE)),
      '[MSH402] app/nginx: the gateway ends TLS for these hosts, and nothing says which certificate of it to believe; got ["a.example.com"]; fix: name in `caCertificate` what holds the authorities that signed it',
    ],
    [
      'no client certificate', (s) => edgeOf(s, gatewayOf(s, MUTUAL), { caCertificate: 'web-ca' }),
      '[MSH403] app/nginx: the gateway wants a client certificate for these hosts; got ["a.example.com"]; fix: name in `clientCertificate` the Secret with a certificate that the gateway believes',
    ],
    [
      'a gateway without routes', (s) => edgeOf(s, new MeshGateway(s.namespace, 'web', { hosts: [HOST], ...CLEAR })),
      '[MSH404] app/nginx: gateway shop/web routes nothing that this edge could pass on; fix: declare what the gateway serves with gateway.route(service, …)',
    ],
    [
      'a host without routes',
      (s) => {
        const gateway = new MeshGateway(s.namespace, 'web', { hosts: [HOST, 'b.example.com'], ...CLEAR });
        gateway.route(s.service('behind'), { hosts: [HOST] });
        edgeOf(s, gateway, { hosts: [HOST, 'b.example.com'] });
      },
      '[MSH404] app/nginx: gateway shop/web has no route for these hosts; got ["b.example.com"]; fix: declare what the gateway serves with gateway.route(service, …)',
    ],
    [
      'clients that reach the same pods directly', (s) => { edgeOf(s, gatewayOf(s, CLEAR)); gatewayOf(s, SIMPLE, ['b.example.com'], 'direct'); },
      '[MSH405] app/nginx: the gateway would believe what nginx says of a client’s address, and so what anybody says who reaches the same pods by these hosts; got ["b.example.com"]; fix: put an edge before every host of these pods with the same trustedHops, or set trustedHops to 0: then the address of the edge counts as that of the client',
    ],
    [
      'gRPC', (s) => { const gateway = new MeshGateway(s.namespace, 'web', { hosts: [HOST], ...CLEAR }); gateway.route(s.service('behind', { ports: [ServicePort.grpc(9090)] })); edgeOf(s, gateway); },
      '[MSH406] app/nginx: services behind these hosts speak gRPC, which this edge would not pass on; got ["a.example.com"]; fix: let gRPC come in by hosts of the gateway before which there is no edge: list the others in `hosts`',
    ],
    [
      'a proxy that would not find the host', (s) => edgeOf(s, gatewayOf(s, CLEAR), { placement: EdgePlacement.INSIDE_MESH }),
      '[MSH407] app/nginx: a proxy of the mesh chooses by the host where a request in clear goes, and these hosts are no services that it knows; got ["a.example.com"]; fix: give the gateway TLS for them, or keep the edge outside of the mesh',
    ],
    [
      'authorities for nothing', (s) => edgeOf(s, gatewayOf(s, CLEAR), { caCertificate: 'web-ca' }),
      '[MSH409] app/nginx: `caCertificate` has no effect: the gateway speaks plain HTTP for every host of this edge; got ["a.example.com"]; fix: give the gateway TLS, or leave it out',
    ],
    [
      'a client certificate for nobody', (s) => edgeOf(s, gatewayOf(s, SIMPLE), { caCertificate: 'web-ca', clientCertificate: 'nginx' }),
      '[MSH409] app/nginx: `clientCertificate` has no effect: the gateway asks for none; got ["a.example.com"]; fix: use GatewayTls.mutual(…), or leave it out',
    ],
    [
      'an Ingress that cannot speak TLS', (s) => edgeOf(s, gatewayOf(s, SIMPLE), { controller: plain }),
      '[MSH410] app/nginx: the gateway ends TLS for these hosts, which an Ingress has no field for; got ["a.example.com"]; fix: use NginxController.f5() or gatewayFabric(), or a gateway that says in `plaintextReason` why it is open in clear',
    ],
    [
      'two ways to one Service',
      (s) => {
        const gateway = gatewayOf(s, CLEAR);
        gateway.addServer({ hosts: ['b.example.com'], ...SIMPLE, redirectHttp: false });
        edgeOf(s, gateway, { controller: NginxController.gatewayFabric(), caCertificate: 'web-ca' });
      },
      '[MSH410] app/nginx: NGINX Gateway Fabric has one way to the Service of the gateway for all hosts, and these need different ones; got [{"host":"a.example.com","port":80,"tls":"none"},{"host":"b.example.com","port":443,"tls":"SIMPLE"}]; fix: serve these hosts on one port of the gateway, or use an NginxEdge for each with NginxController.f5()',
    ],
  ])('%s', (_, wrong, message) => expect(refusal(wrong)).toBe(message));

  test('nothing when edges before one row of pods agree', () => {
    expect(refusal((s) => {
      edgeOf(s, gatewayOf(s, CLEAR), { trustedHops: 2 });
      edgeOf(s, gatewayOf(s, SIMPLE, ['b.example.com'], 'api'), { trustedHops: 2, caCertificate: 'ca', tls: EdgeTls.certManager('tls', CertificateIssuer.issuer('company')) }, 'second');
    })).toBe('');
  });

  test('that they do not', () => {
    expect(refusal((s) => {
      edgeOf(s, gatewayOf(s, CLEAR), { trustedHops: 2 });
      edgeOf(s, gatewayOf(s, SIMPLE, ['b.example.com'], 'api'), { trustedHops: 0, caCertificate: 'ca' }, 'second');
    })).toBe('[MSH405] app/nginx: the gateway’s pods believe one number of proxies before them, and edges say different ones; got ["0","2"]; fix: put an edge before every host of these pods with the same trustedHops, or set trustedHops to 0: then the address of the edge counts as that of the client');
  });

  test('nothing where no address is believed', () => {
    expect(refusal((s) => { edgeOf(s, gatewayOf(s, CLEAR), { trustedHops: 0 }); gatewayOf(s, SIMPLE, ['b.example.com'], 'direct'); })).toBe('');
  });
});
