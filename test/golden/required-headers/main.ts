import { App, Chart } from 'cdk8s';
import { HttpMethod, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

/** What must not happen twice needs a key, whoever asks; connections to the other port have no headers. */
export function build(app: App): void {
  const chart = new Chart(app, 'app');
  const bank = new ZeroTrustNamespace(chart, 'bank');
  const ledger = new MeshService(bank, 'ledger', {
    ports: [ServicePort.http(8080), ServicePort.tcp(5432)], workload: Workload.deployment({ image: 'registry.example.com/ledger:1.0.0' }),
  });
  const transaction = new MeshService(bank, 'transaction', {
    ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/transaction:1.0.0' }),
  });
  transaction.calls(ledger);
  ledger.requireHeader('Idempotency-Key', { methods: [HttpMethod.POST, HttpMethod.PUT], paths: [PathMatch.subtree('/v1/entries')] });
  ledger.requireHeader('x-tenant');
}
