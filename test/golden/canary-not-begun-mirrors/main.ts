import { App, Chart } from 'cdk8s';
import { CanaryRelease, HeaderMatch, MeshNamespace, MeshService, ServicePort, Workload } from '../../../src';

/** Before the first step everybody gets the stable version, the candidate gets copies of reads, and testers reach it. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'orders', version }, serviceAccountName: 'orders' });
  const orders = new MeshService(shop, 'orders', { ports: [ServicePort.http(8080)], versions: { v1: pods('v1'), v2: pods('v2') } });
  new CanaryRelease(shop, 'orders-release', {
    service: orders, stable: 'v1', candidate: 'v2', steps: [10, 50, 100], mirrorFirst: 25, testerHeader: HeaderMatch.exact('x-tester', 'yes'), stickyCookie: {},
  });
}
