import { App, Chart } from 'cdk8s';
import { MeshService, PlainNamespace, PlainService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** A service of the mesh calls one outside of it, and one of others: in plaintext, as declared, and nobody else gets there. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new ZeroTrustNamespace(chart, 'shop');
  const support = new PlainNamespace(chart, 'support');
  const selected = (name: string) => Workload.selecting({ labels: { app: name }, serviceAccountName: name });
  const notification = new PlainService(support, 'notification', {
    ports: [ServicePort.http(80, { targetPort: 8080 })], workload: selected('notification'), reason: 'gets numbers of templates only',
  });
  const tickets = PlainService.fromAttributes(chart, 'tickets', {
    serviceName: 'tickets', namespaceName: 'helpdesk', ports: [ServicePort.http(8080)], reason: 'gets the text of a complaint only',
  });
  const orders = new MeshService(shop, 'orders', { ports: [ServicePort.http(8080)], workload: selected('orders') });
  orders.calls(notification);
  orders.calls(tickets);
}
