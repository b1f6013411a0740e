import { App, Chart } from 'cdk8s';
import {
  CertificateIssuer, EdgeTls, KubernetesIngress, PathMatch, PlainNamespace, PlainService, PlaintextSource, ServicePort, Workload,
} from '../../../src';

const reason = 'moves into the mesh in March';
const pods = (app: string) => Workload.selecting({ labels: { app }, serviceAccountName: app });

/** Where a migration begins: two hosts, paths, a certificate, and services without proxies that let the controller in. */
export function build(app: App): void {
  const chart = new Chart(app, 'old');
  const old = new PlainNamespace(chart, 'old');
  const ports = [ServicePort.http(8080), ServicePort.tcp(5432)];
  const [shop, search] = ['shop', 'search'].map((name) => new PlainService(old, name, { ports, workload: pods(name), reason }));
  const ingress = new KubernetesIngress(chart, 'web', {
    ingressClassName: 'nginx',
    controller: PlaintextSource.pods('nginx-ingress', { app: 'nginx-ingress' }),
    tls: EdgeTls.certManager('web-tls', CertificateIssuer.clusterIssuer('letsencrypt')),
  });
  ingress.route('www.example.com', shop);
  ingress.route('www.example.com', search, { path: PathMatch.subtree('/search') });
  ingress.route('*.shops.example.com', shop, { path: PathMatch.exact('/health'), port: 8080 });
  ingress.route('www.example.com', shop, { path: PathMatch.subtree('/') });
}
