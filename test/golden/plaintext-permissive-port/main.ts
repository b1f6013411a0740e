import { App, Chart } from 'cdk8s';
import { HttpMethod, MeshService, MutualTlsMode, PathMatch, PlaintextSource, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** One port takes plaintext too, for callers without a proxy; the policies say the pod's port. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const orders = new MeshService(shop, 'orders', {
    ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.grpc(9090)],
    workload: Workload.selecting({ labels: { app: 'orders' }, serviceAccountName: 'orders' }),
  });
  orders.mutualTlsException({
    mode: MutualTlsMode.PERMISSIVE,
    ports: [80],
    methods: [HttpMethod.GET],
    paths: [PathMatch.subtree('/status')],
    sources: [PlaintextSource.pods('batch', { app: 'nightly' }), PlaintextSource.cidr('192.0.2.0/24')],
    reason: 'the nightly import has no proxy yet',
  });
}
