import { App, Chart } from 'cdk8s';
import { HttpMethod, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } from '../../src';

/** The smallest mesh: one service may POST to one path of another. examples/java and examples/go say the same. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const ports = [ServicePort.http(8080)];
  const image = (name: string) => Workload.deployment({ image: `registry.example.com/${name}:1.0.0`, replicas: 3 });

  const payments = new MeshService(shop, 'payments', { ports, workload: image('payments') });
  const orders = new MeshService(shop, 'orders', { ports, versions: { v1: image('orders') } });
  orders.calls(payments, { methods: [HttpMethod.POST], paths: [PathMatch.exact('/api/v1/payments/create')] });
}
