import { App, Chart } from 'cdk8s';
import {
  CorsPolicy, GatewayTls, HttpMethod, JwtRule, MeshGateway, MeshNamespace, MeshService, OriginMatch, PathMatch, ServicePort, Workload,
} from '../../../src';

/** Browsers ask without a token what a page may do, and are answered; every other request needs one. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const web = new MeshService(shop, 'web', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'web' }, serviceAccountName: 'web' }),
  });
  const edge = new MeshGateway(shop, 'edge', { hosts: ['api.example.com'], tls: GatewayTls.simple('api-tls'), redirectHttp: false });
  edge.route(web, {
    path: PathMatch.subtree('/api'),
    cors: CorsPolicy.of({ allowOrigins: [OriginMatch.exact('https://www.example.com')], allowMethods: [HttpMethod.PUT], allowHeaders: ['authorization'] }),
  });
  edge.requireJwt({
    rules: [JwtRule.of({ issuer: 'https://id.example.com', jwksUri: 'https://id.example.com/keys', audiences: ['api'] })],
    publicPaths: [PathMatch.exact('/api/health')],
  });
}
