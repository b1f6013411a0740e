import { App, Chart } from 'cdk8s';
import { MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Every workload of another namespace may call everything here; said twice, it is said once. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  new MeshService(shop, 'orders', {
    ports: [ServicePort.http(80, { targetPort: 8080 })],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  shop.allowNamespace('admin', { reason: 'operators repair orders by hand' });
  shop.allowNamespace('admin', { reason: 'operators repair orders by hand' });
}
