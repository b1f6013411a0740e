import { App, Chart } from 'cdk8s';
import { MeshNamespace, MeshService, ServicePort, Workload } from '../../../src';

/** Connections of a TCP port are shared out among versions; the other port goes to the default. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'queue', version }, serviceAccountName: 'queue' });
  const queue = new MeshService(shop, 'queue', {
    ports: [ServicePort.tcp(5672), ServicePort.tcp(5673)],
    versions: { v1: pods('v1'), v2: pods('v2') },
    defaultVersion: 'v1',
  });
  queue.routeConnections('trial', { port: 5672, split: { v1: 80, v2: 20 } });
}
