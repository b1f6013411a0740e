import { App, Chart, Duration } from 'cdk8s';
import {
  CorsPolicy, FaultInjection, HeaderChanges, HttpMethod, MeshNamespace, MeshService, OriginMatch, PathMatch, RouteMatch, ServicePort,
  TrafficMirror, Workload,
} from '../../../src';

/** What a route can do besides choosing a version; why it fails on purpose stands on the object. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'web', version }, serviceAccountName: 'web' });
  const web = new MeshService(shop, 'web', { ports: [ServicePort.http(8080)], versions: { v1: pods('v1'), v2: pods('v2') }, defaultVersion: 'v1' });
  const at = (path: string) => RouteMatch.of({ path: PathMatch.subtree(path) });
  web.route('pages', {
    match: at('/pages'),
    cors: CorsPolicy.of({
      allowOrigins: [OriginMatch.exact('https://shop.example.com'), OriginMatch.regex('https://[a-z]+\\.example\\.com')],
      allowMethods: [HttpMethod.PUT, HttpMethod.GET],
      allowHeaders: ['X-Request-Id'],
      maxAge: Duration.hours(1),
      allowCredentials: true,
    }),
    headerChanges: HeaderChanges.of({
      request: { set: { 'X-Via': 'mesh' }, remove: ['x-debug'] },
      response: { add: { 'cache-control': 'no-store' } },
    }),
  });
  web.route('copied', { match: at('/search'), mirror: TrafficMirror.of({ version: 'v2', percentage: 12.5 }) });
  web.route('failing', {
    match: at('/checkout'),
    fault: FaultInjection.of({
      delay: { fixedDelay: Duration.millis(1500), percentage: 0.5 }, abort: { httpStatus: 503, percentage: 10 }, reason: 'the callers’ resilience is tested on Friday',
    }),
  });
}
