import { App, Chart } from 'cdk8s';
import { ClaimMatch, GatewayTls, JwtRule, MeshGateway, MeshNamespace, PathMatch } from '../../../src';

/** No request enters without a token, but for the public paths; what lies in the gateway's namespace is named after who asked for it. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const edge = new MeshGateway(shop, 'edge', { hosts: ['api.example.com', 'www.example.com'], tls: GatewayTls.simple('api-tls') });
  edge.addServer({ hosts: ['clear.example.com'], port: 8080, plaintextReason: 'the old load balancer ends TLS' });
  edge.requireJwt({
    rules: [JwtRule.of({
      issuer: 'https://id.example.com',
      jwksUri: 'https://id.example.com/keys',
      audiences: ['web', 'api'],
      claims: [ClaimMatch.nested(['realm_access', 'roles'], ['user', 'admin'])],
    })],
    publicPaths: [PathMatch.exact('/health'), PathMatch.subtree('/public')],
  });
}
