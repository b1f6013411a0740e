import { App, Chart } from 'cdk8s';
import { Caller, MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Pods that Helm or an operator makes: known by their labels and service account, and neither made nor protected here. */
export function build(app: App): void {
  const data = new ZeroTrustNamespace(new Chart(app, 'data'), 'data');
  const database = new MeshService(data, 'postgres', {
    ports: [ServicePort.tcp(5432)],
    workload: Workload.selecting({ labels: { 'cnpg.io/cluster': 'main', 'role': 'primary' }, serviceAccountName: 'main' }),
  });
  database.allowFrom(Caller.serviceAccount('shop', 'orders', { app: 'orders' }));
  database.allowFrom(Caller.principal('cluster.local/ns/reports/sa/nightly'));
}
