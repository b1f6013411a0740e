import { App, Chart } from 'cdk8s';
import {
  ExternalService, FalcoCheck, FalcoList, FalcoMacro, FalcoOutput, FalcoPriority, FalcoRule, FalcoRules, MeshGateway, GatewayTls, MeshService,
  ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';

/** What Falco watches of three services, one of which calls nobody, with a rule of its own and a shell that is as it should be. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new ZeroTrustNamespace(chart, 'shop');
  const image = (name: string) => Workload.deployment({ image: `registry.example.com/${name}:1.0.0` });
  const ledger = new MeshService(shop, 'ledger', { ports: [ServicePort.grpc(9090)], workload: image('ledger') });
  const payments = new MeshService(shop, 'payments', { ports: [ServicePort.http(80, { targetPort: 8080 })], workload: image('payments') });
  const web = new MeshService(shop, 'web', { ports: [ServicePort.http(8080)], workload: image('web') });
  const bank = new ExternalService(shop, 'bank', { hosts: ['api.bank.example'], ports: [ServicePort.https(443)] });
  web.calls(payments);
  payments.calls(ledger);
  payments.calls(bank);
  new MeshGateway(shop, 'edge', { hosts: ['shop.example.com'], tls: GatewayTls.simple('shop-tls') }).route(web);

  const falco = new FalcoRules(chart, 'shop-runtime', {
    output: FalcoOutput.RULESFILE,
    lists: [FalcoList.of('backup_programs', ['restore', 'pg dump'])],
    macros: [FalcoMacro.of('backups', 'fd.name startswith /backups/')],
    rules: [FalcoRule.of({
      rule: 'Backup read',
      desc: 'Backups are read by the programs that restore them.',
      condition: 'shop_runtime_opened and evt.is_open_read = true and backups and not proc.name in (backup_programs)',
      output: 'Backup read | file=%fd.name pod=%k8s.pod.name',
      priority: FalcoPriority.WARNING,
      tags: ['backup'],
    })],
  });
  falco.allow(FalcoCheck.SHELL_IN_CONTAINER, ledger, { processes: ['sh'], reason: 'its nightly report is a script' });
}
