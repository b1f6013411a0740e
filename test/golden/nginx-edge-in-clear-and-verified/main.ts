import { App, Chart } from 'cdk8s';
import { CertificateIssuer, EdgeTls, GatewayTls, MeshGateway, MeshNamespace, MeshService, NginxEdge, ServicePort, Workload } from '../../../src';

/** Two edges share a gateway by host: one speaks to it in clear, the other verifies its certificate. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new MeshNamespace(chart, 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const gateway = new MeshGateway(shop, 'web', { hosts: ['www.example.com'], plaintextReason: 'the network between NGINX and the gateway is encrypted' });
  gateway.addServer({ hosts: ['api.example.com'], tls: GatewayTls.simple('web-tls'), redirectHttp: false });
  gateway.route(orders);
  new NginxEdge(chart, 'pages', { gateway, hosts: ['www.example.com'], tls: EdgeTls.certManager('pages-tls', CertificateIssuer.clusterIssuer('letsencrypt')) });
  new NginxEdge(chart, 'api', { gateway, hosts: ['api.example.com'], tls: EdgeTls.secret('api-tls'), caCertificate: 'web-ca' });
}
