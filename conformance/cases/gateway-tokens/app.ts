import { type App, Chart } from 'cdk8s';
import {
  ClaimMatch, GatewayTls, JwtRule, MeshGateway, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';
import type { Given } from '../keys';

/** A gateway that asks everybody for a token, so that the service behind it need not. */
export function build(app: App, { jwks }: Given): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'club'), 'club');
  const members = new MeshService(shop, 'members', {
    ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/members:1.0.0', replicas: 1 }),
  });
  const edge = new MeshGateway(shop, 'edge', { hosts: ['api.club.example'], tls: GatewayTls.simple('club-tls') });
  edge.route(members, { path: PathMatch.subtree('/members') });
  edge.requireJwt({
    rules: [JwtRule.of({
      issuer: 'https://id.club.example', jwks, audiences: ['club'], claims: [ClaimMatch.nested(['realm', 'roles'], ['member'])],
    })],
    publicPaths: [PathMatch.subtree('/members/join')],
  });
}
