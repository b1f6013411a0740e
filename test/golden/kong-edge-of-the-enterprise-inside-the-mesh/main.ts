import { type App, Chart } from 'cdk8s';
import {
  CertificateIssuer, EdgePlacement, EdgeTls, GatewayTls, KongCredential, KongDatabaseMode, KongEdge, KongEdition, KongLimitBy, KongPlugin,
  KongRateStore, KongSecretKey, MeshGateway, MeshService, ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';

/** Everything that Kong Enterprise brings itself, in the mesh, with what only Secrets know. */
export function build(app: App): void {
  const chart = new Chart(app, 'app');
  const bank = new ZeroTrustNamespace(chart, 'bank');
  const payments = new MeshService(bank, 'payments', { ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/payments:v1' }) });
  const gateway = new MeshGateway(bank, 'partners', { hosts: ['*.example.com'], tls: GatewayTls.simple('partners-tls') });
  gateway.route(payments);

  const kong = new KongEdge(chart, 'kong', {
    gateway,
    edition: KongEdition.ENTERPRISE,
    databaseMode: KongDatabaseMode.TRADITIONAL,
    placement: EdgePlacement.INSIDE_MESH,
    tls: EdgeTls.certManager('public-tls', CertificateIssuer.clusterIssuer('letsencrypt')),
    caCertificate: 'partners-ca',
    namespaceName: 'dmz',
    ingressClassName: 'kong-dmz',
  });
  kong.plugin(KongPlugin.openIdConnect({ issuer: 'https://id.example.com', audiences: ['payments'], consumerClaim: 'client_id' }));
  kong.plugin(KongPlugin.requestValidator({ bodySchema: '{"type":"object","required":["amount"]}' }));
  kong.plugin(KongPlugin.injectionProtection({ logOnlyReason: 'the first week' }));
  kong.plugin(KongPlugin.rateLimiting({
    hour: 1000, limitBy: KongLimitBy.credential(), store: KongRateStore.redis({ host: 'redis.example.com', password: KongSecretKey.of('kong-redis', 'password') }), failOpenReason: 'limits are a courtesy here',
  }));
  kong.clusterPlugin(KongPlugin.httpLog({ endpoint: 'https://logs.example.com/kong', authorization: KongSecretKey.of('kong-logs', 'authorization') }));
  kong.consumer('acme', { credentials: [KongCredential.acl('acme-partners')], customId: 'partner 17' });
}
