import { App, Chart } from 'cdk8s';
import { CanaryRelease, HeaderMatch, MeshNamespace, MeshService, PathMatch, RouteMatch, ServicePort, Workload } from '../../../src';

/** After the last step everybody gets the candidate; the stable version is still there to go back to. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'orders', version }, serviceAccountName: 'orders' });
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080), ServicePort.tcp(9000)], versions: { v1: pods('v1'), v2: pods('v2') },
  });
  orders.route('old-clients', { match: RouteMatch.of({ path: PathMatch.subtree('/v1') }), version: 'v1' });
  new CanaryRelease(shop, 'orders-release', {
    service: orders, stable: 'v1', candidate: 'v2', steps: [10, 50, 100], step: 3, testerHeader: HeaderMatch.present('x-tester'), stickyCookie: {},
  });
}
