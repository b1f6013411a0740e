import {
  EnforcementStage, ExistingNamespace, ExternalService, HttpMethod, Mesh, MeshGateway, MeshNamespace, MeshService, MeshSimulator, MutualTlsMode,
  PathMatch, PlainNamespace, PlainService, ServicePort, ZeroTrustNamespace,
} from '../../../src';
import type { PlainServiceProps } from '../../../src';
import { image, Shop } from '../../testing/shop';

/** A shop, and a namespace outside of its mesh. */
class Border extends Shop {
  public readonly support = new PlainNamespace(this.chart, 'support');

  public plain(id: string, props: Partial<PlainServiceProps> = {}): PlainService {
    return new PlainService(this.support, id, { ports: [ServicePort.http(8080)], workload: image(id), reason: 'nothing to protect', ...props });
  }
}

const GET_STATUS = { methods: [HttpMethod.GET], paths: [PathMatch.exact('/status')] };

describe('is refused', () => {
  const cases: [name: string, message: string, wrong: (at: Border) => void][] = [
    ['a PlainService in the mesh', '[MSH530] app/shop/a: has no proxy, and pods of namespace shop get one; fix: give it a PlainNamespace as scope: new PlainService(support, \'logging\', …)',
      (at) => new PlainService(at.namespace, 'a', { ports: [ServicePort.http(80)], workload: image('a'), reason: 'x' })],
    ['a PlainService in no namespace', '[MSH530] app/a: is not inside of a PlainNamespace; fix: give it a PlainNamespace as scope: new PlainService(support, \'logging\', …)',
      (at) => new PlainService(at.chart, 'a', { ports: [ServicePort.http(80)], workload: image('a'), reason: 'x' })],
    ['a MeshService outside of it', '[MSH530] app/support/a: is of the mesh, and namespace support is outside of it; fix: declare it in a ZeroTrustNamespace, or use a PlainService',
      (at) => new MeshService(at.support, 'a', { ports: [ServicePort.http(80)], workload: image('a') })],
    ['no reason', '[MSH053] app/support/a: a service outside of the mesh needs a reason', (at) => at.plain('a', { reason: ' ' })],
    ['no reason for a service of others', '[MSH053] app/a: a service outside of the mesh needs a reason',
      (at) => PlainService.fromAttributes(at.chart, 'a', { serviceName: 'a', namespaceName: 'b', ports: [ServicePort.http(80)], reason: '' })],
    ['loose pods without a reason', "app/weak: pod security 'baseline' needs a reason", (at) => new PlainNamespace(at.chart, 'weak', { podSecurity: 'baseline' as never })],
    ['methods that nobody enforces', '[MSH056] app/shop/a: nothing enforces methods and paths at b, which is outside of the mesh; fix: leave them out',
      (at) => at.service('a').calls(at.plain('b'), GET_STATUS)],
    ['a call to itself', '[MSH067] app/support/a: calls itself', (at) => { const a = at.plain('a'); a.calls(a); }],
    ['TLS that no proxy originates', '[MSH532] app/support/a: a has no proxy that could speak TLS to mail.example.com for it; fix: declare the host as it is called: ServicePort.https(443), without tlsOrigination',
      (at) => at.plain('a').calls(new ExternalService(at.namespace, 'mail', { hosts: ['mail.example.com'], ports: [ServicePort.http(80)], tlsOrigination: {} }))],
    ['a gateway route out of the mesh', '[MSH078] app/support/a: a gateway routes to services of the mesh only',
      (at) => new MeshGateway(at.namespace, 'g', { hosts: ['a.example.com'], plaintextReason: 'test' }).route(at.plain('a') as never)],
  ];

  test.each(cases)('at once: %s', (_name, message, wrong) => {
    expect(() => wrong(new Border())).toThrow(message);
  });

  const refused = 'no proxy, and b takes mutual TLS only: every such call is refused';
  const late: [name: string, message: string | RegExp, wrong: (at: Border) => void][] = [
    ['a call to a service that takes mutual TLS only', /MSH531.*a has no proxy, and b takes mutual TLS only: every such call is refused; got {"ports":\[8080\]}; fix: bring a into the mesh, or let b take plaintext for this/,
      (at) => at.plain('a').calls(at.service('b'))],
    ['a call to another port than the one that takes plaintext', /got {"ports":\[9090\]}/, (at) => {
      const b = at.service('b', { ports: [ServicePort.http(8080), ServicePort.grpc(9090)] });
      b.mutualTlsException({ mode: MutualTlsMode.PERMISSIVE, ports: [8080], reason: 'test' });
      at.plain('a').calls(b);
    }],
    ['a call of more than may be done in plaintext', refused, (at) => {
      const b = at.service('b');
      b.mutualTlsException({ ...GET_STATUS, mode: MutualTlsMode.PERMISSIVE, reason: 'test' });
      at.plain('a').calls(b, { methods: [HttpMethod.POST], paths: [PathMatch.exact('/status')] });
    }],
    ['a call where the whole mesh takes mutual TLS only', refused, (at) => {
      new Mesh(at.chart, 'mesh', { mutualTls: MutualTlsMode.STRICT });
      const old = new MeshNamespace(at.chart, 'old');
      at.plain('a').calls(new MeshService(old, 'b', { ports: [ServicePort.http(80)], workload: image('b') }));
    }],
    ['a service of others that is said to be in the mesh', /MSH533.*x is said to be in the mesh, and its namespace is outside of it; got "MeshService.fromAttributes\(\)"; allowed: PlainService.fromAttributes\(\)/,
      (at) => at.service('a').calls(MeshService.fromAttributes(at.chart, 'x', { serviceName: 'x', namespaceName: 'support', ports: [ServicePort.http(80)] }))],
    ['a service of others that is said to be outside of it', /MSH533.*x is said to be outside of the mesh, and its namespace is in it/,
      (at) => at.service('a').calls(PlainService.fromAttributes(at.chart, 'x', { serviceName: 'x', namespaceName: 'shop', ports: [ServicePort.http(80)], reason: 'test' }))],
    ['an existing namespace that may inject', /MSH054.*istio-injection.*kubectl label namespace old --overwrite istio-injection=disabled/,
      (at) => new PlainNamespace(at.chart, 'old', { existing: ExistingNamespace.labelled({}) })],
  ];

  test.each(late)('at synth: %s', (_name, message, wrong) => {
    const at = new Border();
    wrong(at);
    expect(() => at.app.synthYaml()).toThrow(message);
  });
});

describe('what is declared', () => {
  const at = new Border();
  const [orders, carts, notification, backup] = [at.service('orders'), at.service('carts'), at.plain('notification'), at.plain('backup')];
  orders.calls(notification);
  carts.mutualTlsException({ ...GET_STATUS, mode: MutualTlsMode.PERMISSIVE, reason: 'says how it is' });
  notification.calls(carts, GET_STATUS);
  const simulator = MeshSimulator.fromApp(at.app);

  test('is let through, in plaintext', () => {
    const { outcomes } = simulator.expectAllowed({ caller: 'shop/orders', to: 'notification.support:8080', method: 'POST', path: '/mails' });
    expect(outcomes.map(({ workload, mutualTls }) => [workload, mutualTls])).toEqual([['support/notification-v1', false]]);
    simulator.expectAllowed({ caller: 'support/notification', to: 'carts.shop:8080', method: 'GET', path: '/status' });
  });

  test('is all that is', () => {
    simulator.expectDenied({ caller: 'shop/orders', to: 'backup.support:8080' });
    simulator.expectDenied({ caller: 'support/notification', to: 'orders.shop:8080', method: 'GET', path: '/status' });
    simulator.expectDenied({ caller: 'support/notification', to: 'carts.shop:8080', method: 'DELETE', path: '/status' });
    expect(backup.host).toBe('backup.support.svc.cluster.local');
  });

  test('has rules for proxies once a proxy calls', () => {
    const ofSupport = (name: string) => at.synth().filter(({ metadata }) => metadata.namespace === 'support' && metadata.name === name).map(({ kind }) => kind).sort();
    expect(ofSupport('notification')).toEqual(['DestinationRule', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount', 'VirtualService']);
    expect(ofSupport('backup')).toEqual(['NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
  });
});

test('who takes plaintext anyway can be called before zero trust begins', () => {
  const at = new Border();
  const early = new ZeroTrustNamespace(at.chart, 'early', { stage: EnforcementStage.PERMISSIVE });
  at.plain('a').calls(new MeshService(early, 'b', { ports: [ServicePort.http(80)], workload: image('b') }));
  expect(at.synth().filter(({ kind, metadata }) => kind === 'AuthorizationPolicy' && metadata.namespace === 'early')).toEqual([]);
});

test('restricted pods need no privilege where the mesh has no CNI plugin: nothing is injected into them', () => {
  const at = new Border();
  new Mesh(at.chart, 'mesh', { cni: false });
  const labels = at.synth().find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === 'support').metadata.labels;
  expect(labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
});
