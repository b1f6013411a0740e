import { App, Chart } from 'cdk8s';
import { MeshNamespace, MeshService, ServicePort, Workload } from '../../../src';

/** The application ends TLS itself: proxies choose the version by the server name that the client asks for. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'vault', version }, serviceAccountName: 'vault' });
  const vault = new MeshService(shop, 'vault', {
    ports: [ServicePort.tls(8200)],
    versions: { v1: pods('v1'), v2: pods('v2') },
    defaultVersion: 'v1',
  });
  vault.routeConnections('beta', { port: 8200, split: { v2: 100 }, sniHosts: ['beta.vault.example.com'] });
  vault.routeConnections('shared', { port: 8200, split: { v1: 90, v2: 10 }, sniHosts: ['vault.example.com', 'keys.example.com'] });
}
