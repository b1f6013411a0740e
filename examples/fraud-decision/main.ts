import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import {
  ExtAuthzProvider, ExternalAuthorization, HttpMethod, MeshService, OpenPolicyAgent, PathMatch, RegoPolicy, ServicePort, Workload, ZeroTrustNamespace,
} from '../../src';

/** Payments wait for Open Policy Agent: who may call is said here, which payment is made is said in policies/fraud.rego. */
export function build(app: App): void {
  const chart = new Chart(app, 'fraud-decision');
  const payments = new ZeroTrustNamespace(chart, 'payments');
  const ports = [ServicePort.http(8080)];
  const image = (name: string) => Workload.deployment({ image: `registry.example.com/${name}:1.0.0` });
  const engine = new MeshService(payments, 'payment-engine', { ports, workload: image('payment-engine') });
  const transaction = new MeshService(payments, 'transaction', { ports, workload: image('transaction') });
  engine.calls(transaction, { methods: [HttpMethod.GET, HttpMethod.POST], paths: [PathMatch.subtree('/v1/payments')] });

  const opa = new OpenPolicyAgent(new ZeroTrustNamespace(chart, 'policy'), 'opa', {
    image: 'registry.example.com/openpolicyagent/opa:1.22.0-envoy',
    policies: [RegoPolicy.file(join(__dirname, 'policies', 'fraud.rego'))],
  });
  const decisions = new ExternalAuthorization(chart, 'fraud-decisions', {
    provider: ExtAuthzProvider.opa(opa, { body: { maxRequestBytes: 8192 } }),
  });
  decisions.protect(transaction, { exceptPaths: [PathMatch.exact('/health')] });
}
