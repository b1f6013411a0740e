import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-33';
import { MeshNamespace, MeshService, ServicePort, Workload } from '../../../src';

/** A Deployment of cdk8s-plus, with a service account of its own, becomes the pods of a service. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const account = new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'search-account' } });
  const deployment = new kplus.Deployment(chart, 'search', {
    metadata: { name: 'search' },
    serviceAccount: account,
    containers: [{ image: 'registry.example.com/search:1.0.0', portNumber: 9200, securityContext: { user: 1000, group: 1000 } }],
  });
  const shop = new MeshNamespace(chart, 'namespace', { name: 'shop' });
  new MeshService(shop, 'search', { ports: [ServicePort.http(9200)], workload: Workload.fromApiObject(deployment) });
}
