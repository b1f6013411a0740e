import { App, Chart } from 'cdk8s';
import {
  EdgeRateLimit, EdgeTls, GatewayTls, MeshGateway, MeshNamespace, MeshService, NginxController, NginxEdge, PathMatch, ServicePort, Workload,
} from '../../../src';

/** The community's ingress-nginx says by annotations what an Ingress has no field for, and why it is still there. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new MeshNamespace(chart, 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const gateway = new MeshGateway(shop, 'web', { hosts: ['www.example.com'], tls: GatewayTls.mutual('web-tls') });
  gateway.route(orders, { path: PathMatch.subtree('/v1') });
  new NginxEdge(chart, 'nginx', {
    gateway,
    controller: NginxController.ingressNginx({ reason: 'moved to the Gateway API by March 2027', limitReqStatusCode: 429 }),
    tls: EdgeTls.secret('public-tls'),
    caCertificate: 'nginx-upstream',
    clientCertificate: 'nginx-upstream',
    rateLimit: EdgeRateLimit.perSecond(20, { burst: 60 }),
    trustedHops: 2,
  });
}
