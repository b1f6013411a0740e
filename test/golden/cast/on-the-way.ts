import { App, Chart } from 'cdk8s';
import { Caller, EnforcementStage, HttpMethod, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** A service that is called and calls, in a namespace that has come so far. */
export function onTheWay(app: App, stage: EnforcementStage): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop', { stage });
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(80, { targetPort: 8080 })],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  orders.allowFrom(Caller.serviceAccount('web', 'storefront'), { methods: [HttpMethod.GET], paths: [PathMatch.subtree('/orders')] });
  orders.calls(MeshService.fromAttributes(shop, 'ledger', { serviceName: 'ledger', namespaceName: 'finance', ports: [ServicePort.grpc(9090)] }));
}
