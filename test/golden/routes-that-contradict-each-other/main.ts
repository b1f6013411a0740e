import { App, Chart, Duration } from 'cdk8s';
import { HeaderMatch, MeshNamespace, MeshService, PathMatch, RetryPolicy, RouteMatch, ServicePort, TrafficMirror, Workload } from '../../../src';

/** Everything that is wrong with the routes of a service is said at once. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'orders', version }, serviceAccountName: 'orders' });
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    versions: { v1: pods('v1'), v2: pods('v2'), v3: pods('v3') },
    retries: RetryPolicy.safe({ attempts: 5, perTryTimeout: Duration.seconds(3) }),
  });
  const match = RouteMatch.of({ path: PathMatch.prefix('/api') });
  orders.route('everybody', { split: { v1: 60, v2: 30 } });
  orders.route('everybody-else', { version: 'v2' });
  orders.route('api', { match, version: 'v9', priority: 1 });
  orders.route('hidden', { match: RouteMatch.of({ path: PathMatch.exact('/api/orders') }), version: 'v1' });
  orders.route('twin-a', { match: RouteMatch.of({ headers: [HeaderMatch.exact('x-a', '1')] }), version: 'v1' });
  orders.route('twin-b', { match: RouteMatch.of({ headers: [HeaderMatch.exact('x-a', '1')] }), version: 'v2' });
  orders.route('copied', { match: RouteMatch.of({ path: PathMatch.exact('/cart') }), version: 'v1', mirror: TrafficMirror.of({ version: 'v1' }) });
}
