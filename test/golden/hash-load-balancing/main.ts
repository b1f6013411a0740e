import { App, Chart, Duration } from 'cdk8s';
import { HashTable, LoadBalancer, MeshNamespace, MeshService, ServicePort, Workload } from '../../../src';

/** Every way to send the same client to the same pod, one for each version, and the plain ones. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const ways: { [version: string]: LoadBalancer } = {
    'cookie': LoadBalancer.hashByCookie({ name: 'session', path: '/shop', ttl: Duration.hours(1) }),
    'header': LoadBalancer.hashByHeader('X-User', HashTable.maglev(65537)),
    'passthrough': LoadBalancer.passthrough(),
    'query': LoadBalancer.hashByQueryParameter('user', HashTable.ringHash(4096)),
    'random': LoadBalancer.random(),
    'round-robin': LoadBalancer.roundRobin(),
    'source': LoadBalancer.hashBySourceIp(),
  };
  const versions = Object.keys(ways);
  const cache = new MeshService(shop, 'cache', {
    ports: [ServicePort.http(8080)],
    versions: Object.fromEntries(versions.map((version) => [
      version, Workload.selecting({ labels: { app: 'cache', version }, serviceAccountName: 'cache' }),
    ])),
    versionPolicies: Object.fromEntries(versions.map((version) => [version, { loadBalancer: ways[version] }])),
  });
  cache.route('equal', { split: { 'cookie': 15, 'header': 15, 'passthrough': 14, 'query': 14, 'random': 14, 'round-robin': 14, 'source': 14 } });
}
