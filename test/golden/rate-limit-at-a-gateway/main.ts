import { App, Chart } from 'cdk8s';
import {
  CorsPolicy, GatewayTls, HttpMethod, JwtRule, MeshGateway, MeshNamespace, MeshService, OriginMatch, PathMatch, RateLimit, RateLimitDescriptor,
  RateLimitUnit, ServicePort, Workload,
} from '../../../src';

/** Each client has its own limit, by what its token says; another gateway in the same pods is not touched. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const web = new MeshService(shop, 'web', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'web' }, serviceAccountName: 'web' }),
  });
  const edge = new MeshGateway(shop, 'edge', { hosts: ['api.example.com', '*.api.example.com'], tls: GatewayTls.simple('api-tls') });
  edge.route(web, {
    path: PathMatch.subtree('/api'),
    cors: CorsPolicy.of({ allowOrigins: [OriginMatch.exact('https://www.example.com')], allowMethods: [HttpMethod.PUT], allowHeaders: ['authorization'] }),
  });
  edge.requireJwt({ rules: [JwtRule.of({ issuer: 'https://id.example.com', jwksUri: 'https://id.example.com/keys', audiences: ['api'] })] });
  edge.rateLimit(RateLimit.local({ requests: 20, per: RateLimitUnit.SECOND, descriptors: [RateLimitDescriptor.claim('sub')] }));
  edge.rateLimit(RateLimit.local({ requests: 1000, per: RateLimitUnit.SECOND }));
  new MeshGateway(shop, 'other', { hosts: ['www.example.com'], tls: GatewayTls.simple('www-tls') }).route(web);
}
