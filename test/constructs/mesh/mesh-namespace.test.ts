import { ApiObject } from 'cdk8s';
import { ExistingNamespace, Mesh, MeshNamespace, MeshService, PodSecurityLevel, ServicePort, ZeroTrustNamespace } from '../../../src';
import type { MeshNamespaceProps } from '../../../src';
import { image, Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

describe('further labels', () => {
  test('are on the Namespace', () => {
    const shop = new Shop({ labels: { 'team': 'a', 'example.com/cost': 'b' } });
    expect(find(shop.synth(), 'Namespace', 'shop').metadata.labels).toMatchObject({ 'team': 'a', 'example.com/cost': 'b', 'istio-injection': 'enabled' });
  });

  test.each([
    ['istio-injection', 'disabled', 'MSH039'],
    ['istio.io/rev', 'canary', 'MSH039'],
    ['istio.io/dataplane-mode', 'none', 'MSH039'],
    ['pod-security.kubernetes.io/enforce', 'privileged', 'MSH039'],
    ['not a label', 'x', 'MSH038'],
    ['team', 'two words', 'MSH038'],
  ])('%s: %s is refused', (name, value, code) => {
    const labels = { [name]: value };
    expect(() => new Shop({ labels })).toThrow(`[${code}] app/shop: `);
    expect(() => new MeshNamespace(new Shop().chart, 'other', { labels })).toThrow(`[${code}] app/other: `);
  });

  test('cannot be written on a namespace that somebody else makes', () => {
    expect(() => new Shop({ existing: ExistingNamespace.labelled({ 'istio-injection': 'enabled' }), labels: { team: 'a' } })).toThrow('[MSH028] app/shop: `labels`');
  });
});

describe('a namespace that somebody else makes', () => {
  function problemsOf(labels: { [name: string]: string }, props: MeshNamespaceProps = {}, cni = true): string {
    const shop = new Shop();
    if (!cni) new Mesh(shop.chart, 'mesh', { cni });
    new MeshNamespace(shop.chart, 'theirs', { ...props, existing: ExistingNamespace.labelled(labels) });
    try {
      shop.app.synthYaml();
      return '';
    } catch (thrown) {
      return (thrown as Error).message;
    }
  }

  test('may have pod security of its own, where nothing is said about it', () => {
    expect(problemsOf({ 'istio-injection': 'enabled', 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'v1.33' })).toBe('');
  });

  test('must have the pod security that is declared', () => {
    const labels = { 'istio-injection': 'enabled', 'pod-security.kubernetes.io/enforce': 'restricted' };
    expect(problemsOf(labels, { podSecurity: PodSecurityLevel.BASELINE })).toMatch(
      /\[MSH054\] app\/theirs: .*enforce in a way the mesh cannot use; got "restricted"; allowed: baseline; fix: kubectl label namespace theirs --overwrite pod-security.kubernetes.io\/enforce=baseline/,
    );
  });

  test('cannot refuse the init container that pods have without the CNI plugin', () => {
    expect(problemsOf({ 'istio-injection': 'enabled', 'pod-security.kubernetes.io/enforce': 'baseline' }, {}, false)).toMatch(/\[MSH054\] app\/theirs: pod security 'baseline' refuses every pod/);
  });

  test('must let the proxies in', () => {
    expect(problemsOf({ team: 'a' })).toContain('fix: kubectl label namespace theirs --overwrite istio-injection=enabled');
    expect(problemsOf({ 'istio-injection': 'enabled', 'istio.io/rev': 'canary' })).toContain('fix: kubectl label namespace theirs istio.io/rev-');
  });

  test('is read when everything is declared', () => {
    const shop = new Shop();
    const made = new ApiObject(shop.chart, 'made', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'theirs' } });
    new MeshNamespace(shop.chart, 'theirs', { existing: ExistingNamespace.fromApiObject(made) });
    made.metadata.addLabel('istio-injection', 'enabled');
    expect(() => shop.app.synthYaml()).not.toThrow();
    expect(shop.synth().filter((object) => object.kind === 'Namespace')).toHaveLength(2);
  });
});

test('the name may differ from the id, and is what everything inside is in', () => {
  const shop = new Shop();
  const namespace = new MeshNamespace(shop.chart, 'id', { name: 'warehouse' });
  const service = new MeshService(namespace, 'stock', { ports: [ServicePort.http(80)], workload: image('stock') });
  expect([namespace.namespaceName, service.namespaceName, service.host]).toEqual(['warehouse', 'warehouse', 'stock.warehouse.svc.cluster.local']);
  expect(find(shop.synth(), 'Service', 'stock').metadata.namespace).toBe('warehouse');
});

test('refuses nobody: no policy, no Sidecar, nothing on the network', () => {
  const shop = new Shop();
  const namespace = new MeshNamespace(shop.chart, 'open');
  const service = new MeshService(namespace, 'a', { ports: [ServicePort.http(80)], workload: image('a') });
  shop.service('b').calls(service);
  const kinds = new Set(shop.synth().filter((object) => object.metadata.namespace === 'open').map((object) => object.kind));
  expect([...kinds].sort()).toEqual(['Deployment', 'DestinationRule', 'PodDisruptionBudget', 'Service', 'ServiceAccount', 'VirtualService']);
});

test('weak pod security of a zero-trust namespace has its reason on the Namespace', () => {
  const shop = new Shop();
  new ZeroTrustNamespace(shop.chart, 'weak', { podSecurity: PodSecurityLevel.BASELINE, podSecurityReason: 'an agent reads the host' });
  const { labels, annotations } = find(shop.synth(), 'Namespace', 'weak').metadata;
  expect([labels['pod-security.kubernetes.io/enforce'], annotations]).toEqual(['baseline', { 'cdk8s-istio/reason': 'an agent reads the host' }]);
});
