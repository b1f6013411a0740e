import { DataPlane, EgressGateway, EnforcementStage, ExternalService, MeshService, MeshSimulator, ServicePort, ZeroTrustNamespace } from '../../../src';
import { image, Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

class Coast extends Shop {
  public readonly egress = new ZeroTrustNamespace(this.chart, 'egress');
  public readonly way = new EgressGateway(this.egress, 'way-out');

  public outside(id: string): ExternalService {
    return new ExternalService(this.namespace, id, {
      hosts: [`${id}.example.com`], ports: [ServicePort.http(80)], tlsOrigination: {}, egressGateway: this.way,
    });
  }
}

test('who declared it gets out, by the gateway alone', () => {
  const at = new Coast();
  const [orders, payments] = [at.service('orders'), at.service('payments')];
  orders.calls(at.outside('carrier'));
  payments.calls(at.outside('bank'));
  const simulator = MeshSimulator.fromApp(at.app);
  const asks = (caller: string, host: string) => simulator.request({ caller, to: `http://${host}.example.com/`, method: 'POST' });
  expect(asks('shop/orders', 'carrier').outcomes.map(({ answeredBy }) => answeredBy)).toEqual(['outside']);
  expect(asks('shop/orders', 'carrier').trace.join('\n')).toContain('mutual TLS for carrier.example.com ends at Gateway egress/way-out');
  expect(asks('shop/payments', 'carrier').status).toBe(502);
  // who brings a proxy that knows the way is asked by the gateway
  expect(asks('client:shop/payments', 'bank').outcomes.map(({ answeredBy }) => answeredBy)).toEqual(['outside']);
  expect(asks('client:shop/payments', 'carrier').status).toBe(403);
  expect(asks('client:shop/intruder', 'bank').status).toBe(403);
});

test('has nothing about hosts before one goes through it, and nothing about callers before one calls', () => {
  const at = new Coast();
  const kinds = () => at.synth().filter(({ metadata }) => metadata.namespace === 'egress' && /^way-out/.test(metadata.name)).map(({ kind }) => kind).sort();
  expect(kinds()).toEqual(['Deployment', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
  const bank = at.outside('bank');
  expect(kinds()).toEqual(['Deployment', 'DestinationRule', 'Gateway', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
  at.service('payments').calls(bank);
  expect(kinds()).toEqual(['AuthorizationPolicy', 'Deployment', 'DestinationRule', 'Gateway', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
});

test('before enforcement its policy is a dry run', () => {
  const at = new Shop();
  const way = new EgressGateway(new ZeroTrustNamespace(at.chart, 'egress', { stage: EnforcementStage.AUDIT }), 'way-out');
  at.service('payments').calls(new ExternalService(at.namespace, 'bank', {
    hosts: ['bank.example.com'], ports: [ServicePort.http(80)], tlsOrigination: {}, egressGateway: way,
  }));
  expect(find(at.synth(), 'AuthorizationPolicy', 'way-out-callers').metadata.annotations).toEqual({ 'istio.io/dry-run': 'true' });
});

const WRONG: [name: string, message: string, wrong: (at: Coast) => void][] = [
  ['requests that it cannot read', '[MSH534] app/shop/bank: the gateway could not tell who asks for what: it reads no requests that the application has encrypted; fix: let the gateway speak TLS: ServicePort.http(80) with tlsOrigination',
    (at) => new ExternalService(at.namespace, 'bank', { hosts: ['bank.example.com'], ports: [ServicePort.https(443)], egressGateway: at.way })],
  ['an ambient namespace', '[MSH075] app/far/way: proxies of an ambient mesh do not send requests to an egress gateway',
    (at) => new EgressGateway(new ZeroTrustNamespace(at.chart, 'far', { dataPlane: DataPlane.AMBIENT }), 'way')],
  ['an ambient caller', '[MSH075] app/far/a: an egress gateway needs a proxy that reads requests, and a is in an ambient namespace without a waypoint',
    (at) => new MeshService(new ZeroTrustNamespace(at.chart, 'far', { dataPlane: DataPlane.AMBIENT }), 'a', { ports: [ServicePort.http(80)], workload: image('a') }).calls(at.outside('bank'))],
  ['no pods', '[MSH011] app/egress/none: replicas is out of range; got 0; allowed: whole numbers from 1 to 1000', (at) => new EgressGateway(at.egress, 'none', { replicas: 0 })],
  ['no namespace', '[MSH050] app/none: is not inside of a mesh namespace', (at) => new EgressGateway(at.chart, 'none')],
];

test.each(WRONG)('refuses %s', (_name, message, wrong) => {
  expect(() => wrong(new Coast())).toThrow(message);
});
