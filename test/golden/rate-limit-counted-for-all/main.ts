import { App, Chart, Duration } from 'cdk8s';
import {
  GatewayTls, HttpMethod, MeshGateway, MeshService, PathMatch, RateLimit, RateLimitDescriptor, RateLimitService, RateLimitUnit, RouteMatch,
  ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';

/** One counts for a gateway and a service, in two domains, and each proxy counts for itself besides; who is limited may ask, and nobody else. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const limits = new ZeroTrustNamespace(chart, 'limits');
  const counter = new MeshService(limits, 'counter', {
    ports: [ServicePort.grpc(8081)],
    workload: Workload.selecting({ labels: { app: 'counter' }, serviceAccountName: 'counter' }),
  });
  const partners = new RateLimitService(chart, 'partners', { service: counter });
  const adverts = new RateLimitService(chart, 'adverts', { service: counter, timeout: Duration.millis(20), failOpenReason: 'adverts are worth no outage' });

  const shop = new ZeroTrustNamespace(chart, 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  const post = { match: RouteMatch.of({ path: PathMatch.exact('/orders'), methods: [HttpMethod.POST] }) };
  orders.rateLimit(RateLimit.local({ requests: 100, per: RateLimitUnit.SECOND }));
  orders.rateLimit(RateLimit.globalBy(partners, { requests: 1000, per: RateLimitUnit.HOUR, descriptors: [RateLimitDescriptor.header('x-partner')] }));
  orders.rateLimit(RateLimit.globalBy(partners, { requests: 10, per: RateLimitUnit.MINUTE, ...post }));
  orders.rateLimit(RateLimit.globalBy(adverts, { requests: 10, per: RateLimitUnit.MINUTE }));
  const edge = new MeshGateway(shop, 'edge', { hosts: ['api.example.com'], tls: GatewayTls.simple('api-tls') });
  edge.route(orders);
  edge.rateLimit(RateLimit.globalBy(partners, { requests: 10000, per: RateLimitUnit.DAY }));
}
