import { App, Chart } from 'cdk8s';
import { DataPlane, GatewayTls, MeshGateway, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Identities, mutual TLS and who connects to which port: what a node's proxy can judge without a waypoint. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop', { dataPlane: DataPlane.AMBIENT });
  const service = (name: string) => new MeshService(shop, name, {
    ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: `registry.example.com/${name}:1.0.0` }),
  });
  const orders = service('orders');
  orders.calls(service('payments'));
  const edge = new MeshGateway(shop, 'edge', { hosts: ['api.example.com'], tls: GatewayTls.simple('api-tls') });
  edge.route(orders, { path: PathMatch.prefix('/api/v1/orders') });
}
