import { App, Chart } from 'cdk8s';
import {
  GatewayTls, MeshGateway, MeshNamespace, MeshService, PathMatch, RateLimit, RateLimitDescriptor, RateLimitUnit, RouteMatch, ServicePort, Workload,
} from '../../../src';

/** Numbers that contradict each other, a claim that nobody checks, and requests that are none of the gateway's business. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const web = new MeshService(shop, 'web', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'web' }, serviceAccountName: 'web' }),
  });
  web.rateLimit(RateLimit.local({ requests: 10, per: RateLimitUnit.SECOND }));
  web.rateLimit(RateLimit.local({ requests: 20, per: RateLimitUnit.SECOND, match: RouteMatch.of({ path: PathMatch.prefix('/') }) }));
  web.rateLimit(RateLimit.local({ requests: 600, per: RateLimitUnit.MINUTE, descriptors: [RateLimitDescriptor.nestedClaim(['realm', 'tenant'])] }));
  const edge = new MeshGateway(shop, 'edge', { hosts: ['*.example.com'], tls: GatewayTls.simple('edge-tls') });
  edge.route(web);
  edge.rateLimit(RateLimit.local({ requests: 10, per: RateLimitUnit.SECOND }));
  new MeshGateway(shop, 'other', { hosts: ['www.example.com'], tls: GatewayTls.simple('www-tls') }).route(web);
  const passing = new MeshGateway(shop, 'passing', { hosts: ['passed.example.org'], tls: GatewayTls.passthrough() });
  passing.rateLimit(RateLimit.local({ requests: 10, per: RateLimitUnit.SECOND }));
}
