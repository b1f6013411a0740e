import { App, Chart } from 'cdk8s';
import {
  HeaderMatch, HttpMethod, MeshNamespace, MeshService, PathMatch, QueryMatch, RateLimit, RateLimitDescriptor, RateLimitUnit, RouteMatch,
  ServicePort, Workload,
} from '../../../src';

/** Each of its ports that has requests counts them: all, those of one kind for each key that comes along, and those that look like a search. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.grpc(9090), ServicePort.tcp(5432)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  orders.rateLimit(RateLimit.local({ requests: 100, per: RateLimitUnit.SECOND, burst: 200 }));
  orders.rateLimit(RateLimit.local({
    requests: 5,
    per: RateLimitUnit.MINUTE,
    match: RouteMatch.of({ path: PathMatch.exact('/api/v1/login'), methods: [HttpMethod.POST] }),
    descriptors: [RateLimitDescriptor.header('X-Api-Key')],
  }));
  orders.rateLimit(RateLimit.local({
    requests: 1000,
    per: RateLimitUnit.DAY,
    match: RouteMatch.of({
      path: PathMatch.subtree('/api'),
      headers: [HeaderMatch.exact('x-client', 'mobile'), HeaderMatch.absent('x-internal')],
      query: [QueryMatch.present('q')],
    }),
  }));
}
