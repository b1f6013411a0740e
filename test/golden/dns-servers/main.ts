import { App, Chart } from 'cdk8s';
import { DnsServer, Mesh, ZeroTrustNamespace } from '../../../src';

/** Names are asked of a cache on each node, of OpenShift’s own DNS, and of a server outside of the cluster; of kube-dns no longer. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  new Mesh(chart, 'mesh', {
    dnsServers: [DnsServer.nodeLocal(), DnsServer.address('10.96.0.10'), DnsServer.openShift(), DnsServer.pods('names', { app: 'resolver' }, 1053), DnsServer.nodeLocal()],
  });
  new ZeroTrustNamespace(chart, 'shop');
}
