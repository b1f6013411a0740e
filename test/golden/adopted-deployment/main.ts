import { ApiObject, App, Chart } from 'cdk8s';
import { MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** A Deployment made elsewhere gets what the mesh needs and it did not say; what it said stays. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const deployment = new ApiObject(chart, 'search', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'search-engine' },
    spec: {
      selector: { matchLabels: { component: 'search' } },
      template: {
        metadata: { labels: { component: 'search', tier: 'backend' } },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'search',
            image: 'registry.example.com/search:1.0.0',
            ports: [{ containerPort: 9200 }],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          }],
        },
      },
    },
  });
  const shop = new ZeroTrustNamespace(chart, 'shop');
  new MeshService(shop, 'search', { ports: [ServicePort.http(80, { targetPort: 9200 })], workload: Workload.fromApiObject(deployment) });
}
