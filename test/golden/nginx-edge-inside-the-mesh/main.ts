import { App, Chart } from 'cdk8s';
import { EdgePlacement, EdgeTls, GatewayTls, MeshGateway, MeshNamespace, MeshService, NginxEdge, ServicePort, Workload } from '../../../src';

/** NGINX has a proxy of its own: it sends to the Service of the gateway, not to its pods. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new MeshNamespace(chart, 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const gateway = new MeshGateway(shop, 'web', { hosts: ['www.example.com'], tls: GatewayTls.simple('web-tls') });
  gateway.route(orders);
  new NginxEdge(chart, 'nginx', {
    gateway, tls: EdgeTls.secret('public-tls'), caCertificate: 'web-ca', placement: EdgePlacement.INSIDE_MESH,
  });
}
