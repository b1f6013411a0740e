import { App, Chart, Duration } from 'cdk8s';
import { MeshNamespace, MeshService, PathMatch, RetryOn, RetryPolicy, RouteMatch, ServicePort, TrafficMirror, Workload } from '../../../src';

/** Methods that may be repeated are retried where others are not; POST only where it surely was not processed. gRPC is all POST. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'orders', version }, serviceAccountName: 'orders' });
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080), ServicePort.grpc(9090)],
    versions: { v1: pods('v1'), v2: pods('v2') },
    defaultVersion: 'v1',
    timeout: Duration.seconds(10),
    retries: RetryPolicy.byMethod({ attempts: 3, perTryTimeout: Duration.seconds(2) }),
  });
  orders.route('copied', { match: RouteMatch.of({ path: PathMatch.exact('/cart') }), mirror: TrafficMirror.of({ version: 'v2' }) });
  orders.route('keyed', {
    match: RouteMatch.of({ path: PathMatch.exact('/pay') }),
    retries: RetryPolicy.idempotent({ attempts: 2, retryOn: [RetryOn.FIVE_XX], reason: 'payments carry a key by which repetitions are found' }),
  });
}
