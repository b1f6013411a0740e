import { App, Chart } from 'cdk8s';
import { EdgeRateLimit, EdgeTls, GatewayTls, HttpMethod, MeshGateway, MeshNamespace, MeshService, NginxEdge, PathMatch, ServicePort, Workload } from '../../../src';

/** F5's controller before two hosts that want a client certificate, one before a wildcard, and a limit for all of them. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new MeshNamespace(chart, 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const gateway = new MeshGateway(shop, 'web', { hosts: ['api.example.com', '*.partners.example.com'], tls: GatewayTls.mutual('web-tls') });
  new NginxEdge(chart, 'nginx', {
    gateway, tls: EdgeTls.secret('public-tls'), caCertificate: 'web-ca', clientCertificate: 'nginx-client', rateLimit: EdgeRateLimit.perSecond(20, { burst: 40 }),
  });
  gateway.route(orders, { hosts: ['api.example.com'], path: PathMatch.subtree('/v1/orders') });
  gateway.route(orders, { hosts: ['api.example.com'], path: PathMatch.exact('/v1/status'), methods: [HttpMethod.GET] });
  gateway.route(orders, { hosts: ['api.example.com'], path: PathMatch.prefix('/v2/ord') });
  gateway.route(orders, { hosts: ['*.partners.example.com'] });
}
