import { App, Chart } from 'cdk8s';
import { Caller, MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Every workload of another namespace may call everything here; said twice, it is said once, and again beside declared callers. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(80, { targetPort: 8080 })],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  orders.allowFrom(Caller.serviceAccount('web', 'storefront'));
  shop.allowNamespace('admin', { reason: 'operators repair orders by hand' });
  shop.allowNamespace('admin', { reason: 'operators repair orders by hand' });
}
