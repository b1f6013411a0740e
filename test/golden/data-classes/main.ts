import { App, Chart, Duration } from 'cdk8s';
import { DataClass, ExternalService, GatewayTls, HttpMethod, MeshGateway, MeshService, PathMatch, RetryPolicy, RetryOn, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Two services with data of cards and one with personal data are audited, each for itself; the one without data to protect is not. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new ZeroTrustNamespace(chart, 'shop');
  const image = (name: string) => Workload.deployment({ image: `registry.example.com/${name}:1.0.0` });
  const ports = [ServicePort.http(8080)];
  const checkout = new MeshService(shop, 'checkout', { ports, workload: image('checkout'), dataClasses: [DataClass.CARDHOLDER, DataClass.AUTHENTICATION] });
  const vault = new MeshService(shop, 'vault', { ports: [ServicePort.tcp(5432)], workload: image('vault'), dataClasses: [DataClass.CARDHOLDER] });
  const customers = new MeshService(shop, 'customers', {
    ports,
    workload: image('customers'),
    dataClasses: [DataClass.PERSONAL],
    // asking for a person twice pays nothing twice
    retries: RetryPolicy.byMethod({ attempts: 2, perTryTimeout: Duration.seconds(1), retryOn: [RetryOn.GATEWAY_ERROR] }),
  });
  const catalogue = new MeshService(shop, 'catalogue', { ports, workload: image('catalogue') });
  const acquirer = new ExternalService(shop, 'acquirer', { hosts: ['api.acquirer.example.com'], ports: [ServicePort.http(80)], tlsOrigination: {} });
  checkout.calls(acquirer);
  checkout.calls(vault);
  checkout.calls(customers, { methods: [HttpMethod.GET], paths: [PathMatch.subtree('/customers')] });
  const edge = new MeshGateway(shop, 'edge', { hosts: ['api.example.com'], tls: GatewayTls.simple('api-tls') });
  edge.route(checkout, { path: PathMatch.subtree('/pay') });
  edge.route(catalogue, { path: PathMatch.subtree('/catalogue') });
}
