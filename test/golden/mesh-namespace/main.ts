import { App, Chart } from 'cdk8s';
import { Caller, MeshNamespace, MeshService, PodSecurityLevel, ServicePort, Workload } from '../../../src';

/** In the mesh and nothing more: proxies and routes, no policy, no view narrowed, even where callers are named. */
export function build(app: App): void {
  const warehouse = new MeshNamespace(new Chart(app, 'warehouse'), 'warehouse', {
    podSecurity: PodSecurityLevel.BASELINE,
    labels: { team: 'logistics' },
  });
  const stock = new MeshService(warehouse, 'stock', {
    ports: [ServicePort.http(8080)],
    workload: Workload.deployment({ image: 'registry.example.com/stock:1.0.0' }),
  });
  stock.allowFrom(Caller.serviceAccount('shop', 'orders'));
  stock.calls(MeshService.fromAttributes(warehouse, 'ledger', {
    serviceName: 'ledger', namespaceName: 'finance', ports: [ServicePort.grpc(9090)],
  }));
}
