import { App, Chart } from 'cdk8s';
import { CanaryRelease, ExternalService, GatewayTls, MeshGateway, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Two of what there can be one of: gateways for a host, releases of a service, owners of an outside host, routes for a path. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'web', version }, serviceAccountName: 'web' });
  const web = new MeshService(shop, 'web', {
    ports: [ServicePort.http(8080)], versions: { v1: pods('v1'), v2: pods('v2') }, defaultVersion: 'v2',
  });
  for (const id of ['red', 'blue']) {
    new CanaryRelease(shop, `${id}-release`, { service: web, stable: 'v1', candidate: 'v2', steps: [50, 100] });
    const edge = new MeshGateway(shop, `${id}-edge`, { hosts: ['www.example.com'], tls: GatewayTls.simple(`${id}-tls`) });
    edge.route(web, { path: PathMatch.prefix('/'), name: 'all' });
    edge.route(web, { path: PathMatch.subtree('/shop'), name: 'shop', priority: -1 });
    new ExternalService(shop, `${id}-mail`, { hosts: ['smtp.example.com'], ports: [ServicePort.tls(465)] });
  }
}
