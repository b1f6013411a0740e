import { Chart, Testing } from 'cdk8s';
import { DnsServer, GatewayTls, Mesh, MeshGateway, MutualTlsMode, OutboundTrafficPolicy } from '../../../src';
import { Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

describe('the mesh of an app', () => {
  test('is the one that was declared, from wherever it is asked', () => {
    const shop = new Shop();
    const mesh = new Mesh(shop.chart, 'mesh', { trustDomain: 'prod.example.com', clusterDomain: 'k8s.example.com', rootNamespace: 'istio-control' });
    expect(Mesh.of(shop.service('a'))).toBe(mesh);
    expect(Mesh.of(new Chart(shop.app, 'other'))).toBe(mesh);
    expect([mesh.trustDomain, mesh.clusterDomain, mesh.rootNamespace]).toEqual(['prod.example.com', 'k8s.example.com', 'istio-control']);
  });

  test('is that of Istio’s default profile where none was declared, always the same', () => {
    const shop = new Shop();
    const mesh = Mesh.of(shop.chart);
    expect(Mesh.of(shop.namespace)).toBe(mesh);
    expect([mesh.trustDomain, mesh.clusterDomain, mesh.rootNamespace]).toEqual(['cluster.local', 'cluster.local', 'istio-system']);
    const objects = shop.synth().length;
    expect(new Shop().synth()).toHaveLength(objects);
  });

  test('cannot become another after it was asked for', () => {
    const shop = new Shop();
    Mesh.of(shop.chart);
    new Mesh(shop.chart, 'same');
    expect(() => new Mesh(shop.chart, 'other', { revision: 'stable' })).toThrow(/\[MSH052\] app\/other: the app already has the mesh 'cdk8s-istio-mesh'.*before Mesh.of/);
  });

  test('is for all charts, and may be declared after what uses it', () => {
    const shop = new Shop();
    const a = shop.service('a');
    shop.service('b').calls(a);
    expect(a.host).toBe('a.shop.svc.cluster.local');
    new Mesh(new Chart(shop.app, 'platform'), 'mesh', { trustDomain: 'prod.example.com', clusterDomain: 'k8s.example.com', revision: 'stable' });
    expect(a.host).toBe('a.shop.svc.k8s.example.com');
    const objects = shop.synth();
    expect(find(objects, 'AuthorizationPolicy', 'a-callers').spec.rules[0].from[0].source.principals).toEqual(['prod.example.com/ns/shop/sa/b']);
    expect(find(objects, 'VirtualService', 'a').spec.hosts).toEqual(['a.shop.svc.k8s.example.com']);
    expect(find(objects, 'Sidecar', 'b').spec.egress[0].hosts).toContain('./a.shop.svc.k8s.example.com');
    expect(find(objects, 'Namespace', 'shop').metadata.labels).toMatchObject({ 'istio.io/rev': 'stable' });
    expect(find(objects, 'Namespace', 'shop').metadata.labels).not.toHaveProperty('istio-injection');
  });
});

describe('mesh-wide objects', () => {
  test('are made for what is said, and for nothing else', () => {
    const made = (props: object) => {
      const chart = Testing.chart();
      new Mesh(chart, 'mesh', props);
      return Testing.synth(chart).map(({ kind, metadata, spec }) => [kind, metadata.namespace, metadata.name, spec]);
    };
    expect(made({})).toEqual([]);
    expect(made({ mutualTls: MutualTlsMode.STRICT })).toEqual([['PeerAuthentication', 'istio-system', 'default', { mtls: { mode: 'STRICT' } }]]);
    expect(made({ outboundTrafficPolicy: OutboundTrafficPolicy.REGISTRY_ONLY, rootNamespace: 'istio-control' })).toEqual([
      ['Sidecar', 'istio-control', 'default', { egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }],
    ]);
  });

  test('say why they loosen', () => {
    const chart = Testing.chart();
    new Mesh(chart, 'mesh', { mutualTls: MutualTlsMode.PERMISSIVE, outboundTrafficPolicy: OutboundTrafficPolicy.ALLOW_ANY, reason: 'migration until May' });
    expect(Testing.synth(chart).map(({ metadata }) => metadata.annotations)).toEqual(Array(2).fill({ 'cdk8s-istio/reason': 'migration until May' }));
  });
});

test('what nodes may read is in every namespace’s policy, each address once and as a range', () => {
  const shop = new Shop();
  new Mesh(shop.chart, 'mesh', { nodeCidrs: ['10.0.1.0/24', '10.0.0.7', '10.0.1.0/24'] });
  const { ingress } = find(shop.synth(), 'NetworkPolicy', 'default-deny').spec;
  expect(ingress.flatMap((rule: any) => rule.from ?? [])).toEqual([{ ipBlock: { cidr: '10.0.0.7/32' } }, { ipBlock: { cidr: '10.0.1.0/24' } }]);
});

test('the same DNS servers in another order are the same mesh, and others are not', () => {
  const { chart } = new Shop();
  new Mesh(chart, 'one', { dnsServers: [DnsServer.kubeDns(), DnsServer.nodeLocal()] });
  new Mesh(chart, 'two', { dnsServers: [DnsServer.nodeLocal('169.254.20.10'), DnsServer.kubeDns()] });
  expect(() => new Mesh(chart, 'three', { dnsServers: [DnsServer.openShift()] })).toThrow(/MSH052/);
  const standard = new Shop();
  Mesh.of(standard.chart);
  new Mesh(standard.chart, 'same', { dnsServers: [DnsServer.kubeDns()] });
});

test('gateways are the pods that the mesh names', () => {
  const shop = new Shop();
  new Mesh(shop.chart, 'mesh', { ingressGateway: { namespace: 'ingress', labels: { app: 'proxy' }, serviceAccountName: 'proxy' } });
  new MeshGateway(shop.namespace, 'edge', { hosts: ['a.example.com'], tls: GatewayTls.simple('tls') }).route(shop.service('a'));
  const objects = shop.synth();
  expect(find(objects, 'Gateway', 'edge').spec.selector).toEqual({ app: 'proxy' });
  expect(find(objects, 'DestinationRule', 'a').spec.exportTo).toEqual(['.', 'ingress']);
  expect(find(objects, 'NetworkPolicy', 'a').spec.ingress[0].from).toEqual([
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } }, podSelector: { matchLabels: { app: 'proxy' } } },
  ]);
});
