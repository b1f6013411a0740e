import { App, Chart } from 'cdk8s';
import { ExternalService, MeshNamespace, MeshService, ServicePort, Workload } from '../../../src';

/** Every host below a name: the proxy goes where the application resolved it to. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  orders.calls(new ExternalService(shop, 'storage', { hosts: ['*.storage.example'], ports: [ServicePort.tls(443), ServicePort.http(80)] }));
}
