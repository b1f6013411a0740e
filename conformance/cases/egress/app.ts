import { type App, Chart } from 'cdk8s';
import { ExternalService, MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Hosts outside of every kind, each called by one service; `idle` calls nothing. */
export function build(app: App): void {
  const egress = new ZeroTrustNamespace(new Chart(app, 'egress'), 'egress');
  const service = (name: string) => new MeshService(egress, name, {
    ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: `registry.example.com/${name}:1.0.0`, replicas: 1 }),
  });
  const [orders, billing] = [service('orders'), service('billing')];
  service('idle');

  orders.calls(new ExternalService(egress, 'carrier', { hosts: ['api.carrier.example', 'track.carrier.example'], ports: [ServicePort.https(443)] }));
  orders.calls(new ExternalService(egress, 'news', { hosts: ['news.example'], ports: [ServicePort.http(80)] }));
  orders.calls(new ExternalService(egress, 'storage', { hosts: ['*.storage.example'], ports: [ServicePort.tls(443), ServicePort.http(80)] }));

  const mail = (name: string, sni: string) => new ExternalService(egress, name, {
    hosts: [`api.${name}.example`], ports: [ServicePort.http(80)], tlsOrigination: { sni },
  });
  billing.calls(mail('mail', 'edge.mail.example'));
  billing.calls(mail('impostor', 'not-in-its-certificate.example'));
  // 198.51.100.2 is outside of the mesh, and has an address of that range
  billing.calls(new ExternalService(egress, 'database', {
    hosts: ['db.egress.example'], ports: [ServicePort.tcp(5432)], addresses: ['198.51.100.2'], endpoints: ['198.51.100.2'],
  }));
  billing.calls(new ExternalService(egress, 'archive', { hosts: ['archive.egress.example'], ports: [ServicePort.tcp(3306)], addresses: ['198.51.100.0/24'] }));
  new ExternalService(egress, 'unused', { hosts: ['unused.example'], ports: [ServicePort.https(443), ServicePort.http(80)] });
}
