import { App, Chart, Duration } from 'cdk8s';
import { CanaryRelease, HeaderMatch, MeshNamespace, MeshService, ServicePort, Workload } from '../../../src';

/** Some get the candidate, and whoever got it keeps it by a cookie. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'orders', version }, serviceAccountName: 'orders' });
  const orders = new MeshService(shop, 'orders', { ports: [ServicePort.http(8080)], versions: { v1: pods('v1'), v2: pods('v2') } });
  new CanaryRelease(shop, 'orders-release', {
    service: orders,
    stable: 'v1',
    candidate: 'v2',
    steps: [10, 50, 100],
    step: 2,
    mirrorFirst: 25,
    testerHeader: HeaderMatch.present('x-tester'),
    stickyCookie: { name: 'orders-version', maxAge: Duration.hours(12) },
  });
}
