import { App, Chart, Duration } from 'cdk8s';
import {
  ExtAuthzProvider, ExternalAuthorization, MeshService, OpenPolicyAgentSidecar, PathMatch, RegoPolicy, ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';

/** Every version of a service has an OPA of its own beside it, which its proxy asks on localhost. Its sibling has none, and knows of none. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new ZeroTrustNamespace(chart, 'shop');
  const image = (name: string, version: string) => Workload.deployment({
    image: `registry.example.com/${name}:${version}`, emptyDirs: { tmp: '/tmp' }, podAnnotations: { 'example.com/team': 'payments' },
  });
  const payments = new MeshService(shop, 'payments', {
    ports: [ServicePort.http(80, { targetPort: 8080 })], versions: { v1: image('payments', '1.0.0'), v2: image('payments', '2.0.0') },
  });
  payments.route('everybody', { split: { v1: 90, v2: 10 } });
  new MeshService(shop, 'reviews', { ports: [ServicePort.http(8080)], workload: image('reviews', '1.0.0') }).calls(payments);

  const opa = new OpenPolicyAgentSidecar(shop, 'opa', {
    image: 'registry.example.com/opa:1.22.0-envoy',
    policies: [RegoPolicy.text('payments.rego', 'package payments\n\ndefault allow := false\n\nallow if input.parsed_body.amount <= 1000\n')],
  });
  const decisions = new ExternalAuthorization(chart, 'payment-decisions', {
    provider: ExtAuthzProvider.opaSidecar(opa, { timeout: Duration.millis(200), body: { maxRequestBytes: 8192 } }),
  });
  decisions.protect(payments, { exceptPaths: [PathMatch.exact('/health')] });
}
