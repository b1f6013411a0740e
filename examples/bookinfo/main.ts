import { App, Chart, Duration } from 'cdk8s';
import {
  HeaderMatch, HttpMethod, MeshService, PathMatch, RetryOn, RetryPolicy, RouteMatch, ServicePort, Workload, ZeroTrustNamespace,
} from '../../src';

const image = (name: string, version: string) => Workload.deployment({ image: `registry.example.com/bookinfo/${name}:${version}` });

export function build(app: App): void {
  const bookinfo = new ZeroTrustNamespace(new Chart(app, 'bookinfo'), 'bookinfo');
  const ports = [ServicePort.http(9080)];

  const productpage = new MeshService(bookinfo, 'productpage', { ports, workload: image('productpage', 'v1') });
  const reviews = new MeshService(bookinfo, 'reviews', {
    ports,
    versions: { v1: image('reviews', 'v1'), v2: image('reviews', 'v2'), v3: image('reviews', 'v3') },
  });
  const ratings = new MeshService(bookinfo, 'ratings', {
    ports,
    workload: image('ratings', 'v1'),
    timeout: Duration.seconds(5),
    // four tries of one second and their pauses fit in five seconds; four of two seconds would not
    retries: RetryPolicy.byMethod({ attempts: 3, perTryTimeout: Duration.seconds(1), retryOn: [RetryOn.FIVE_XX] }),
    outlierDetection: { consecutive5xxErrors: 5, interval: Duration.seconds(30), baseEjectionTime: Duration.seconds(30) },
  });
  const backend = new MeshService(bookinfo, 'backend', { ports: [ServicePort.http(8080)], workload: image('backend', 'v1') });
  const database = new MeshService(bookinfo, 'database', { ports: [ServicePort.http(8080)], workload: image('database', 'v1') });

  // jason tests v2; one in ten of all others gets v3
  reviews.route('jason', { match: RouteMatch.of({ headers: [HeaderMatch.exact('end-user', 'jason')] }), version: 'v2' });
  reviews.route('everybody', { split: { v1: 90, v3: 10 } });

  productpage.calls(reviews, { methods: [HttpMethod.GET] });
  reviews.calls(ratings, { methods: [HttpMethod.GET] });
  backend.calls(database, { methods: [HttpMethod.GET, HttpMethod.POST], paths: [PathMatch.exact('/api/query')] });
}
