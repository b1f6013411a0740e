import { App, Chart } from 'cdk8s';
import { ExternalService, MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** The application speaks plain HTTP to port 80, the proxy TLS to port 443; the network opens what is really connected to. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const mail = new ExternalService(shop, 'mail', {
    hosts: ['api.mail.example'],
    ports: [ServicePort.http(80)],
    tlsOrigination: { sni: 'edge.mail.example' },
    cidrs: ['198.51.100.0/24'],
  });
  orders.calls(mail);
}
