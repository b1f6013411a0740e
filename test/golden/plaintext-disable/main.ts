import { App, Chart } from 'cdk8s';
import { MeshService, MutualTlsMode, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** A service that takes plaintext only: nobody proves an identity there, so the network alone decides who calls. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (app_: string) => Workload.selecting({ labels: { app: app_ }, serviceAccountName: app_ });
  const ports = [ServicePort.http(8080)];
  const orders = new MeshService(shop, 'orders', { ports, workload: pods('orders') });
  const legacy = new MeshService(shop, 'legacy', { ports, workload: pods('legacy') });
  orders.calls(legacy);
  legacy.mutualTlsException({ mode: MutualTlsMode.DISABLE, reason: 'its runtime cannot speak TLS' });
}
