import { ApiObject, App, Chart } from 'cdk8s';
import { ExistingNamespace, ZeroTrustNamespace } from '../../../src';

/** Namespaces that somebody else makes get their policies, and are not made again. */
export function build(app: App): void {
  const chart = new Chart(app, 'platform');
  new ZeroTrustNamespace(chart, 'billing', {
    existing: ExistingNamespace.labelled({ 'istio-injection': 'enabled', 'team': 'finance' }),
  });
  const made = new ApiObject(chart, 'made', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'search', labels: { 'istio-injection': 'enabled', 'pod-security.kubernetes.io/enforce': 'restricted' } },
  });
  new ZeroTrustNamespace(chart, 'search', { existing: ExistingNamespace.fromApiObject(made) });
}
