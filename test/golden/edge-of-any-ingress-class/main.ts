import { App, Chart } from 'cdk8s';
import { EdgeTls, MeshGateway, MeshNamespace, MeshService, NginxController, NginxEdge, PathMatch, ServicePort, Workload } from '../../../src';

/** An Ingress by what every controller understands, before a gateway in clear. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new MeshNamespace(chart, 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const gateway = new MeshGateway(shop, 'web', { hosts: ['www.example.com'], plaintextReason: 'the network between the controller and the gateway is encrypted' });
  gateway.route(orders, { path: PathMatch.exact('/status') });
  gateway.route(orders, { path: PathMatch.subtree('/v1') });
  new NginxEdge(chart, 'edge', {
    gateway,
    controller: NginxController.ingressClass('traefik', { reason: 'traefik redirects every entry point to HTTPS by its own configuration' }),
    tls: EdgeTls.secret('public-tls'),
  });
}
