import { type App, Chart, Size } from 'cdk8s';
import {
  EdgeTls, GatewayTls, KongCredential, KongEdge, KongEdition, KongPlugin, MaskedField, MeshGateway, MeshService, PathMatch, ServicePort,
  Workload, ZeroTrustNamespace,
} from '../../../src';

/** Partners with tokens and plans before two APIs, of which one masks card numbers; mutual TLS to the gateway. */
export function build(app: App): void {
  const chart = new Chart(app, 'app');
  const bank = new ZeroTrustNamespace(chart, 'bank');
  const service = (id: string) => new MeshService(bank, id, { ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: `registry.example.com/${id}:v1` }) });
  const gateway = new MeshGateway(bank, 'partners', { hosts: ['api.example.com'], tls: GatewayTls.mutual('partners-tls') });
  gateway.route(service('payments'), { name: 'payments', path: PathMatch.subtree('/v1/payments') });
  gateway.route(service('accounts'), { name: 'accounts', path: PathMatch.subtree('/v1/accounts') });

  const kong = new KongEdge(chart, 'kong', {
    gateway, edition: KongEdition.OSS_3_9, tls: EdgeTls.secret('public-tls'), caCertificate: 'partners-ca', clientCertificate: 'kong-client',
  });
  kong.plugin(KongPlugin.jwt());
  kong.plugin(KongPlugin.rateLimiting({ minute: 60 }));
  kong.plugin(KongPlugin.rateLimiting({ minute: 6000 }), { name: 'gold', consumers: ['acme', 'globex'] });
  kong.plugin(KongPlugin.rateLimiting({ second: 1 }), { name: 'slow-accounts', routes: ['accounts'], consumers: ['initech'] });
  kong.plugin(KongPlugin.rateLimiting({ minute: 10 }), { name: 'accounts', routes: ['accounts'] });
  kong.plugin(KongPlugin.maskResponse([MaskedField.cardNumber('payments.card.number'), MaskedField.secret('**.token')]), { routes: ['payments'] });
  kong.plugin(KongPlugin.requestSizeLimiting(Size.kibibytes(64)));
  kong.clusterPlugin(KongPlugin.correlationId());
  kong.clusterPlugin(KongPlugin.fileLog());
  kong.clusterPlugin(KongPlugin.prometheus());
  for (const name of ['acme', 'globex', 'initech']) kong.consumer(name, { credentials: [KongCredential.jwt(`${name}-jwt`)] });
}
