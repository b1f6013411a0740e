import { App, Chart } from 'cdk8s';
import { GatewayTls, HttpMethod, MeshGateway, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** A service that others own: our side of the call is written, nothing of theirs is, and a gateway can route to it. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const ledger = MeshService.fromAttributes(shop, 'ledger', {
    serviceName: 'ledger',
    namespaceName: 'finance',
    ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.grpc(9090)],
    podLabels: { app: 'ledger' },
  });
  orders.calls(ledger, { methods: [HttpMethod.POST], paths: [PathMatch.exact('/entries')], ports: [80] });
  new MeshGateway(shop, 'edge', { hosts: ['ledger.example.com'], tls: GatewayTls.simple('ledger-tls') }).route(ledger, { port: 80 });
}
