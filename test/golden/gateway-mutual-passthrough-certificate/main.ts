import { App, Chart } from 'cdk8s';
import { CertificateIssuer, GatewayTls, MeshGateway, MeshNamespace, MeshService, ServicePort, TlsVersion, Workload } from '../../../src';

/** Three ports: clients with certificates, TLS that the service ends itself, and clear text with a reason. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const vault = new MeshService(shop, 'vault', {
    ports: [ServicePort.http(8080), ServicePort.https(8443)],
    workload: Workload.selecting({ labels: { app: 'vault' }, serviceAccountName: 'vault' }),
  });
  const edge = new MeshGateway(shop, 'edge', {
    hosts: ['partners.example.com', '*.partners.example.com'],
    tls: GatewayTls.mutual('partners-tls', { minProtocolVersion: TlsVersion.V1_3 }),
    redirectHttp: false,
    certificateIssuer: CertificateIssuer.clusterIssuer('letsencrypt'),
  });
  edge.addServer({ hosts: ['vault.example.com'], tls: GatewayTls.passthrough(), port: 8443 });
  edge.addServer({ hosts: ['status.example.com'], port: 8080, plaintextReason: 'load balancers ask here whether we are well' });
  edge.route(vault, { hosts: ['partners.example.com', 'status.example.com'] });
  edge.routeTls(vault, 'vault.example.com', 8443);
}
