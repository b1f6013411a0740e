import { App, Chart } from 'cdk8s';
import { DirectResponse, MeshNamespace, MeshService, PathMatch, Redirect, RedirectScheme, RouteMatch, ServicePort, Workload } from '../../../src';

/** Requests that never reach the service: moved paths keep what is below them, and some are answered by the proxy. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const web = new MeshService(shop, 'web', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'web' }, serviceAccountName: 'web' }),
  });
  const at = (path: PathMatch) => RouteMatch.of({ path });
  web.route('moved', { match: at(PathMatch.subtree('/old')), redirect: Redirect.to({ prefixRewrite: '/new' }) });
  web.route('home', { match: at(PathMatch.exact('/index.html')), redirect: Redirect.to({ uri: '/', redirectCode: 308 }) });
  web.route('secure', {
    match: at(PathMatch.prefix('/login')),
    redirect: Redirect.to({ scheme: RedirectScheme.HTTPS, authority: 'login.example.com', port: 8443, redirectCode: 302 }),
  });
  web.route('robots', { match: at(PathMatch.exact('/robots.txt')), directResponse: DirectResponse.of(200, 'User-agent: *\nDisallow: /\n') });
  web.route('gone', { match: at(PathMatch.subtree('/legacy')), directResponse: DirectResponse.of(410) });
}
