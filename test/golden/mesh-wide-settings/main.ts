import { App, Chart } from 'cdk8s';
import { GatewayTls, Mesh, MeshGateway, MeshService, MutualTlsMode, OutboundTrafficPolicy, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** An installation of its own kind: everything that names it follows, in whatever order it is declared. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new ZeroTrustNamespace(chart, 'shop');
  const web = new MeshService(shop, 'web', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'web' }, serviceAccountName: 'web' }),
  });
  new MeshGateway(shop, 'edge', { hosts: ['shop.example.com'], tls: GatewayTls.simple('shop-tls') }).route(web);

  new Mesh(new Chart(app, 'platform'), 'mesh', {
    trustDomain: 'prod.example.com',
    clusterDomain: 'cluster.example.com',
    rootNamespace: 'istio-control',
    revision: 'prod-stable',
    cni: false,
    ingressGateway: { namespace: 'ingress', labels: { istio: 'ingress' }, serviceAccountName: 'ingress-proxy' },
    mutualTls: MutualTlsMode.STRICT,
    outboundTrafficPolicy: OutboundTrafficPolicy.REGISTRY_ONLY,
    nodeCidrs: ['10.0.0.0/16'],
  });
}
