import { App, Chart } from 'cdk8s';
import { ExternalService, MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** A host outside, for the one who declared it; nobody else sees it, and what nobody calls is seen by nobody. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const carrier = new ExternalService(shop, 'carrier', { hosts: ['api.carrier.example', 'track.carrier.example'], ports: [ServicePort.https(443)] });
  new ExternalService(shop, 'unused', { hosts: ['unused.example'], ports: [ServicePort.https(443)] });
  orders.calls(carrier);
}
