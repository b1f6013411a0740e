import { App, Chart } from 'cdk8s';
import { MeshNamespace, MeshService, ServicePort, Workload } from '../../../src';

/** Requests are routed on the HTTP ports, connections on the others, each to the default version. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'search', version }, serviceAccountName: 'search' });
  const search = new MeshService(shop, 'search', {
    ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.grpc(9090), ServicePort.tcp(9300), ServicePort.redis(6379)],
    versions: { v1: pods('v1'), v2: pods('v2') },
    defaultVersion: 'v1',
  });
  search.route('half', { split: { v1: 50, v2: 50 } });
}
