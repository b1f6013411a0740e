import { App, Chart } from 'cdk8s';
import {
  CertificateIssuer, EdgePlacement, EdgeRateLimit, EdgeTls, GatewayTls, MeshGateway, MeshNamespace, MeshService,
  NginxController, NginxEdge, PathMatch, ServicePort, Workload,
} from '../../../src';

/** Routes of one namespace lead to the gateway in another, which allows it; the certificate is for all hosts. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new MeshNamespace(chart, 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const gateway = new MeshGateway(shop, 'web', { hosts: ['*.example.com', 'www.example.com'], tls: GatewayTls.mutual('web-tls') });
  gateway.route(orders, { path: PathMatch.subtree('/v1') });
  new NginxEdge(chart, 'nginx', {
    gateway,
    controller: NginxController.gatewayFabric({ namespaceName: 'dmz' }),
    tls: EdgeTls.certManager('public-tls', CertificateIssuer.issuer('company')),
    caCertificate: 'web-ca',
    clientCertificate: 'nginx-client',
    rateLimit: EdgeRateLimit.perMinute(600),
    placement: EdgePlacement.INSIDE_MESH,
  });
}
