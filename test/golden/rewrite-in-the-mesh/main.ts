import { App, Chart } from 'cdk8s';
import { MeshNamespace, MeshService, PathMatch, Rewrite, RouteMatch, ServicePort, Workload } from '../../../src';

/** What the service gets instead: of an exact path the whole, of a prefix or subtree that part, with no double slash anywhere. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const web = new MeshService(shop, 'web', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'web' }, serviceAccountName: 'web' }),
  });
  const rewrite = (id: string, path: PathMatch, to: Rewrite) => web.route(id, { match: RouteMatch.of({ path }), rewrite: to });
  rewrite('exact', PathMatch.exact('/status'), Rewrite.path('/internal/health'));
  rewrite('prefix', PathMatch.prefix('/v1/'), Rewrite.path('/api'));
  rewrite('prefix-to-root', PathMatch.prefix('/web'), Rewrite.path('/'));
  rewrite('subtree', PathMatch.subtree('/users'), Rewrite.path('/people'));
  rewrite('subtree-to-root', PathMatch.subtree('/static'), Rewrite.of({ path: '/', authority: 'files.example.com' }));
  rewrite('pattern', PathMatch.regex('/items/([0-9]+)'), Rewrite.regex('^/items/([0-9]+)$', '/products/\\1/view'));
}
