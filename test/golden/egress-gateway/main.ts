import { App, Chart } from 'cdk8s';
import { EgressGateway, ExternalService, MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Two hosts outside, each for one service, through a gateway that asks who it is and speaks TLS. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const way = new EgressGateway(new ZeroTrustNamespace(chart, 'egress'), 'way-out', { replicas: 3 });
  const shop = new ZeroTrustNamespace(chart, 'shop');
  for (const [name, host] of [['orders', 'api.carrier.example.com'], ['payments', 'api.bank.example.com']]) {
    const service = new MeshService(shop, name, {
      ports: [ServicePort.http(8080)], workload: Workload.selecting({ labels: { app: name }, serviceAccountName: name }),
    });
    service.calls(new ExternalService(shop, `${name}-partner`, { hosts: [host], ports: [ServicePort.http(80)], tlsOrigination: {}, egressGateway: way }));
  }
}
