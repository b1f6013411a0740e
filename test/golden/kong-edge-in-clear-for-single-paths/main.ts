import { type App, Chart } from 'cdk8s';
import {
  CorsPolicy, EdgeTls, HttpMethod, KongCredential, KongDatabaseMode, KongEdge, KongEdition, KongPlugin, KongRateStore, KongSecretKey,
  MeshGateway, MeshService, OriginMatch, PathMatch, ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';

/** Every sort of path, some of which Kong can only tell in the large; routes under one path have the same plugins. */
export function build(app: App): void {
  const chart = new Chart(app, 'app');
  const shop = new ZeroTrustNamespace(chart, 'shop');
  const web = new MeshService(shop, 'web', { ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/web:v1' }) });
  const gateway = new MeshGateway(shop, 'edge', { hosts: ['a.example.com', 'b.example.com', 'c.example.com'], plaintextReason: 'the network between Kong and the gateway is encrypted' });
  const kong = new KongEdge(chart, 'kong', { gateway, edition: KongEdition.OSS_3_9, databaseMode: KongDatabaseMode.TRADITIONAL, tls: EdgeTls.secret('public-tls') });
  gateway.route(web, { name: 'all', hosts: ['c.example.com'] });
  gateway.route(web, { name: 'health', path: PathMatch.exact('/health'), hosts: ['a.example.com', 'b.example.com'] });
  gateway.route(web, { name: 'images', path: PathMatch.subtree('/static/images'), hosts: ['b.example.com'] });
  gateway.route(web, { name: 'odd', path: PathMatch.subtree('/%C3%9Cber-Uns'), hosts: ['b.example.com'] });
  gateway.route(web, { name: 'read', path: PathMatch.prefix('/api/v1/read'), methods: [HttpMethod.GET], hosts: ['a.example.com', 'b.example.com'] });
  gateway.route(web, { name: 'write', path: PathMatch.regex('/api/v1/write/[0-9]+'), hosts: ['a.example.com', 'b.example.com'], allowedPaths: [PathMatch.subtree('/api/v1/write')] });

  kong.plugin(KongPlugin.cors(CorsPolicy.of({ allowOrigins: [OriginMatch.exact('https://www.example.com')] })));
  kong.plugin(KongPlugin.responseTransformer({ removeHeaders: ['server'] }), { name: 'plain', routes: ['health', 'images'] });
  // what only a Kong with a database can do
  kong.plugin(KongPlugin.oauth2({ scopes: ['write'], provisionKey: KongSecretKey.of('kong-oauth2', 'provision-key') }), { routes: ['read', 'write'] });
  kong.plugin(KongPlugin.rateLimiting({ minute: 60, store: KongRateStore.cluster() }), { routes: ['read', 'write'] });
  kong.consumer('app', { credentials: [KongCredential.oauth2('app-oauth2')] });
}
