import { App, Chart } from 'cdk8s';
import { GatewayTls, MeshGateway, MeshNamespace, MeshService, PathMatch, Rewrite, RouteMatch, ServicePort, Workload } from '../../../src';

/** The service's own routes are about the path it receives; the gateway asks for the path before its rewrite. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'users', version }, serviceAccountName: 'users' });
  const users = new MeshService(shop, 'users', {
    ports: [ServicePort.http(8080)], versions: { v1: pods('v1'), v2: pods('v2') }, defaultVersion: 'v1',
  });
  users.route('admins', { match: RouteMatch.of({ path: PathMatch.subtree('/people/admins') }), version: 'v2' });
  const edge = new MeshGateway(shop, 'edge', { hosts: ['api.example.com'], tls: GatewayTls.simple('api-tls') });
  edge.route(users, { path: PathMatch.subtree('/api/users'), rewrite: Rewrite.path('/people') });
  edge.route(users, { path: PathMatch.exact('/me'), rewrite: Rewrite.path('/people/me') });
  edge.route(users, {
    name: 'by-number',
    path: PathMatch.regex('/u/[0-9]+'),
    rewrite: Rewrite.of({ path: '/people/numbered', authority: 'users.internal.example.com' }),
    allowedPaths: [PathMatch.exact('/people/numbered')],
  });
}
