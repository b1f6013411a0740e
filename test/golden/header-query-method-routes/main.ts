import { App, Chart } from 'cdk8s';
import { AuthorityMatch, HeaderMatch, HttpMethod, MeshNamespace, MeshService, PathMatch, QueryMatch, RouteMatch, ServicePort, Workload } from '../../../src';

/** The most specific match is tried first and the catch-all last, though they are declared the other way round. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'reviews', version }, serviceAccountName: 'reviews' });
  const reviews = new MeshService(shop, 'reviews', {
    ports: [ServicePort.http(9080)],
    versions: { v1: pods('v1'), v2: pods('v2'), v3: pods('v3') },
  });
  const route = (id: string, version: string, match?: RouteMatch, priority?: number) => reviews.route(id, { version, match, priority });
  route('everybody', 'v1');
  route('urgent', 'v3', RouteMatch.of({ query: [QueryMatch.present('trace')] }), 10);
  route('writes', 'v2', RouteMatch.of({ methods: [HttpMethod.PUT, HttpMethod.POST] }));
  route('api', 'v1', RouteMatch.of({ path: PathMatch.prefix('/api/') }));
  route('reviews', 'v2', RouteMatch.of({ path: PathMatch.subtree('/api/reviews') }));
  route('one', 'v3', RouteMatch.of({ path: PathMatch.exact('/api/reviews/1') }));
  route('numbered', 'v3', RouteMatch.of({ path: PathMatch.regex('/api/reviews/[0-9]+') }));
  route('host', 'v2', RouteMatch.of({ authority: AuthorityMatch.exact('reviews.example.com') }));
  route('jason', 'v2', RouteMatch.of({ headers: [HeaderMatch.exact('End-User', 'jason'), HeaderMatch.absent('x-bot')] }));
  route('beta', 'v3', RouteMatch.of({ headers: [HeaderMatch.prefix('x-group', 'beta')], query: [QueryMatch.exact('page', '2')] }));
}
