import { App, Chart } from 'cdk8s';
import { ExtAuthzProvider, ExternalAuthorization, GatewayTls, MeshGateway, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** Requests to the hosts of one gateway wait for a decision, and those to others that share its pods do not. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const policy = new ZeroTrustNamespace(chart, 'policy');
  const judge = new MeshService(policy, 'judge', {
    ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/judge:1.0.0' }),
  });
  const edge = new MeshGateway(policy, 'edge', { hosts: ['api.example.com'], tls: GatewayTls.simple('api-tls') });
  edge.addServer({ hosts: ['clear.example.com'], port: 8080, plaintextReason: 'the old load balancer ends TLS' });
  const login = new ExternalAuthorization(chart, 'login', {
    provider: ExtAuthzProvider.http(judge, { includeRequestHeadersInCheck: ['cookie'], headersToUpstreamOnAllow: ['x-user'] }),
  });
  login.protectGateway(edge, { exceptPaths: [PathMatch.subtree('/public')] });
}
