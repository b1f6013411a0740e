import { App, Chart } from 'cdk8s';
import { ClaimMatch, JwtRule, MeshNamespace, MeshService, PathMatch, ServicePort, Workload } from '../../../src';
import { EC_KEY } from '../../testing/public-keys';

/** Tokens of either issuer, each with claims of its own; the database port of the same pods is not asked for one. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const users = new MeshService(shop, 'users', {
    ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.grpc(9090), ServicePort.tcp(5432)],
    workload: Workload.selecting({ labels: { app: 'users' }, serviceAccountName: 'users' }),
  });
  users.requireJwt({
    rules: [
      JwtRule.of({
        issuer: 'https://staff.example.com',
        jwks: JSON.stringify({ keys: [EC_KEY] }),
        audiences: ['users'],
        fromHeaders: [{ name: 'X-Staff-Token', prefix: 'Bearer ' }],
        fromCookies: ['staff'],
        forwardOriginalToken: true,
        outputClaimToHeaders: { 'x-staff-name': 'name' },
        claims: [ClaimMatch.of('groups', ['support', 'admin']), ClaimMatch.of('mfa', ['true'])],
      }),
      JwtRule.of({ issuer: 'https://id.example.com', jwksUri: 'https://id.example.com/keys', audiences: ['shop'], fromParams: ['token'] }),
    ],
    publicPaths: [PathMatch.exact('/health'), PathMatch.subtree('/docs'), PathMatch.prefix('/static-')],
  });
}
