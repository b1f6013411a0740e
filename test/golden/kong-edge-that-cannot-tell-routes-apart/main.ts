import { type App, Chart } from 'cdk8s';
import {
  EdgeTls, HttpMethod, KongEdge, KongEdition, KongPlugin, MeshGateway, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';

/** Reading is open and writing is not: the gateway tells methods apart, Kong does not, and would let a POST in without a key. */
export function build(app: App): void {
  const chart = new Chart(app, 'app');
  const shop = new ZeroTrustNamespace(chart, 'shop');
  const web = new MeshService(shop, 'web', { ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/web:v1' }) });
  const gateway = new MeshGateway(shop, 'edge', { hosts: ['a.example.com'], plaintextReason: 'an example' });
  gateway.route(web, { name: 'api', path: PathMatch.subtree('/api') });
  gateway.route(web, { name: 'catalog', path: PathMatch.subtree('/api/catalog'), methods: [HttpMethod.GET] });
  const kong = new KongEdge(chart, 'kong', { gateway, edition: KongEdition.OSS_3_9, tls: EdgeTls.secret('public-tls') });
  kong.plugin(KongPlugin.keyAuth(), { routes: ['api'] });
}
