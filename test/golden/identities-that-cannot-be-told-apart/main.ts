import { App, Chart } from 'cdk8s';
import { Caller, ExistingNamespace, HttpMethod, MeshService, MutualTlsMode, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Everything that is wrong with who is who is said at once, each with its place and its fix. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new ZeroTrustNamespace(chart, 'shop', {
    existing: ExistingNamespace.labelled({ 'istio.io/rev': 'canary', 'pod-security.kubernetes.io/enforce': 'baseline' }),
  });
  const ports = [ServicePort.http(8080)];
  const pods = (app_: string, serviceAccountName: string) => Workload.selecting({ labels: { app: app_ }, serviceAccountName });
  const orders = new MeshService(shop, 'orders', { ports, workload: pods('orders', 'backend') });
  const payments = new MeshService(shop, 'payments', { ports, workload: pods('payments', 'backend') });
  new MeshService(shop, 'orders-admin', { ports, workload: pods('orders', 'orders-admin') });
  payments.mutualTlsException({ mode: MutualTlsMode.DISABLE, methods: [HttpMethod.GET], reason: 'an old runtime' });
  payments.mutualTlsException({ mode: MutualTlsMode.PERMISSIVE, reason: 'a new runtime' });
  orders.calls(payments, { methods: [HttpMethod.POST] });
  orders.allowFrom(Caller.principal('other.example.com/ns/shop/sa/web'));
}
