import { App, Chart } from 'cdk8s';
import { ExternalService, MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Where no name is seen, addresses tell connections apart, and the network is opened to them alone. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  orders.calls(new ExternalService(shop, 'database', {
    hosts: ['db.example.com'],
    ports: [ServicePort.tcp(5432, { name: 'tcp-postgres' })],
    addresses: ['192.0.2.10', '2001:db8::10'],
    endpoints: ['192.0.2.10'],
  }));
}
