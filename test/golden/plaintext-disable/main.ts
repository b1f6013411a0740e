import { App, Chart } from 'cdk8s';
import { Caller, MeshService, MutualTlsMode, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** A service that takes plaintext only: nobody proves an identity there, so the network alone decides who calls. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  const legacy = new MeshService(shop, 'legacy', {
    ports: [ServicePort.http(8080)],
    workload: Workload.selecting({ labels: { app: 'legacy' }, serviceAccountName: 'legacy' }),
  });
  legacy.allowFrom(Caller.serviceAccount('web', 'storefront', { app: 'storefront' }));
  legacy.mutualTlsException({ mode: MutualTlsMode.DISABLE, reason: 'its runtime cannot speak TLS' });
}
