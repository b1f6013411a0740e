import { App, Chart } from 'cdk8s';
import {
  ExternalService, HttpMethod, Mesh, MeshService, MutualTlsMode, PathMatch, PlainNamespace, PlainService, ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';

/** Services outside of the mesh call each other, the outside, and what takes plaintext; one of them reads the metrics of proxies. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  new Mesh(chart, 'mesh', { nodeCidrs: ['10.0.3.0/24'] });
  const shop = new ZeroTrustNamespace(chart, 'shop');
  const support = new PlainNamespace(chart, 'support');
  const plain = (name: string) => new PlainService(support, name, {
    ports: [ServicePort.http(8080)], workload: Workload.selecting({ labels: { app: name }, serviceAccountName: name }), reason: 'nothing to protect',
  });
  const [monitoring, backup] = [plain('monitoring'), plain('backup')];
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)], workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const status = { methods: [HttpMethod.GET], paths: [PathMatch.exact('/status')] };
  orders.mutualTlsException({ ...status, mode: MutualTlsMode.PERMISSIVE, reason: 'says whether it is well, and nothing else' });
  monitoring.calls(orders, status);
  monitoring.calls(backup);
  backup.calls(new ExternalService(shop, 'storage', { hosts: ['storage.example.com'], ports: [ServicePort.https(443)] }));
  shop.allowScraping({ namespaceName: 'support', podLabels: { app: 'monitoring' }, reason: 'Prometheus reads the proxies’ metrics' });
}
