import { accepted, aCall, aMesh, anExternal, anExternalCall, aNamespace, aPlaintext, aPort, aScrape, aService, type MeshFacts, withOrigination } from './a-mesh';
import { NETWORK_POLICY } from '../../src/render/kinds';
import { renderNamespaceDefaultDeny, renderNamespaceGrantNetworkPolicy, renderServiceNetworkPolicy } from '../../src/render/network-policy';

const of = (namespace: string, labels?: object) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, ...(labels === undefined ? {} : { podSelector: { matchLabels: labels } }),
});
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const service = (facts: MeshFacts, key = 'shop/orders') => accepted(NETWORK_POLICY, renderServiceNetworkPolicy(aMesh(facts), key));
const namespace = (facts: MeshFacts = {}, as = {}) => accepted(NETWORK_POLICY, renderNamespaceDefaultDeny(aMesh(facts), aNamespace('shop', as)));

const NOT_PUBLIC = [
  '10.0.0.0/8', '100.64.0.0/10', '168.63.129.16/32', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15', '240.0.0.0/4',
];

const services = [
  aService('shop/orders'), aService('shop/web'), aService('bank/payments', { ports: [aPort('GRPC', 9000, 9001), aPort('TCP', 5432, 5432)] }),
  aService('legacy/db', { owned: false, selector: {} }),
];

describe('of a service', () => {
  test('lets in the declared callers of every kind, on the called ports of the pod', () => {
    const callers = [
      'shop/web',
      { kind: 'gateway', identity: { namespace: 'istio-ingress', serviceAccountName: 'ingress' }, podLabels: { istio: 'ingress' } },
      { kind: 'account', identity: { namespace: 'jobs', serviceAccountName: 'cron' }, podLabels: { app: 'cron' } },
      { kind: 'account', identity: { namespace: 'other', serviceAccountName: 'x' } },
      { kind: 'namespace', namespace: 'reports' },
    ] as const;
    const spec = service({ services, calls: callers.map((caller) => aCall(caller, 'shop/orders')) });
    expect(spec).toStrictEqual({
      podSelector: { matchLabels: { app: 'orders' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{
        from: [of('istio-ingress', { istio: 'ingress' }), of('jobs', { app: 'cron' }), of('other'), of('reports'), of('shop', { app: 'web' })],
        ports: tcp(8080),
      }],
    });
    expect(spec).not.toHaveProperty('egress');
  });

  test('nobody and nothing is a closed direction, and never an empty list', () => {
    const spec = service({ services });
    expect(spec).toStrictEqual({ podSelector: { matchLabels: { app: 'orders' } }, policyTypes: ['Ingress', 'Egress'] });
  });

  test('lets out to the declared callees, by pod where its labels are known', () => {
    const calls = [
      aCall('shop/orders', 'bank/payments', { ports: services[2].ports }),
      aCall('shop/orders', 'legacy/db', { ports: [aPort('TCP', 5432, 5432)] }),
    ];
    const spec = service({ services, calls });
    expect(spec.egress).toEqual([
      { to: [of('bank', { app: 'payments' })], ports: tcp(5432, 9001) },
      { to: [of('legacy')], ports: tcp(5432) },
    ]);
    expect(spec).not.toHaveProperty('ingress');
  });

  test('several calls of one caller are one opening', () => {
    const calls = [aCall('shop/web', 'shop/orders', { methods: ['GET'] }), aCall('shop/web', 'shop/orders', { ports: [aPort('TCP', 90, 9090)] })];
    expect(service({ services, calls }).ingress).toEqual([{ from: [of('shop', { app: 'web' })], ports: tcp(8080, 9090) }]);
    expect(service({ services, calls: [...calls].reverse() })).toEqual(service({ services, calls }));
  });

  test('plaintext comes from where its exception says', () => {
    const from = [{ kind: 'cidr', cidr: '10.1.0.0/16', except: ['10.1.2.0/24'] }, { kind: 'pods', namespace: 'jobs', podLabels: undefined }] as const;
    const spec = service({ services, plaintext: [aPlaintext('shop/orders', { from }), aPlaintext('shop/orders')] });
    expect(spec.ingress).toEqual([{ from: [{ ipBlock: { cidr: '10.1.0.0/16', except: ['10.1.2.0/24'] } }, of('jobs')], ports: tcp(8080) }]);
  });

  test('calls to the outside go to public addresses, on the port the outside listens on', () => {
    const external = withOrigination(anExternal('shop/carrier'));
    const spec = service({ services, externals: [external], externalCalls: [anExternalCall('shop/orders', external)] });
    expect(spec.egress).toEqual([{
      to: [{ ipBlock: { cidr: '0.0.0.0/0', except: NOT_PUBLIC } }],
      ports: tcp(443),
    }]);
  });

  test('calls to the outside go to the addresses that were named, private ones included', () => {
    const external = anExternal('shop/mainframe', { cidrs: ['10.9.0.0/24', '10.8.0.1/32'], ports: [aPort('TCP', 1414, 1414)] });
    const spec = service({ services, externals: [external], externalCalls: [anExternalCall('shop/orders', external)] });
    expect(spec.egress).toEqual([{ to: [{ ipBlock: { cidr: '10.8.0.1/32' } }, { ipBlock: { cidr: '10.9.0.0/24' } }], ports: tcp(1414) }]);
  });

  test('an outside without addresses is not reached, rather than everything', () => {
    const external = anExternal('shop/carrier', { cidrs: [] });
    expect(service({ services, externals: [external], externalCalls: [anExternalCall('shop/orders', external)] })).not.toHaveProperty('egress');
  });

  test('never selects the whole namespace, nor opens every port', () => {
    expect(() => service({ services: [aService('shop/orders', { selector: {} })] })).toThrow('no labels');
    expect(() => service({ services, calls: [aCall('shop/web', 'shop/orders', { ports: [] })] })).toThrow('every port');
  });
});

describe('of a namespace', () => {
  test('closes everything but DNS, the control plane and the readiness page', () => {
    expect(namespace()).toStrictEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: tcp(15021) }],
      egress: [
        { to: [of('istio-system', { app: 'istiod' })], ports: tcp(15012) },
        { to: [of('kube-system', { 'k8s-app': 'kube-dns' })], ports: [...tcp(53), { protocol: 'UDP', port: 53 }] },
      ],
    });
  });

  test('lets scrapers read metrics, and them only', () => {
    const anybody = aScrape({ from: { kind: 'cidr', cidr: '10.2.0.0/16', except: [] }, ports: [9102] });
    expect(namespace({ scrapes: [aScrape(), anybody, aScrape({ namespace: 'bank' })] }).ingress).toEqual([
      { ports: tcp(15021) },
      { from: [{ ipBlock: { cidr: '10.2.0.0/16' } }], ports: tcp(9102, 15020, 15090) },
      { from: [of('monitoring', { app: 'prometheus' })], ports: tcp(15020, 15090) },
    ]);
  });

  test('lets kubelets probe from where the nodes are known to be', () => {
    expect(namespace({ settings: { nodeCidrs: ['10.0.0.0/24', '10.0.1.0/24'] } }).ingress).toEqual([
      { ports: tcp(15021) },
      { from: [{ ipBlock: { cidr: '10.0.0.0/24' } }, { ipBlock: { cidr: '10.0.1.0/24' } }], ports: tcp(15020, 15021) },
    ]);
  });

  test('lets the tunnel and the probes of ambient pods through', () => {
    const { ingress, egress } = namespace({}, { dataPlane: 'AMBIENT' });
    expect(ingress).toEqual([
      { from: [{ namespaceSelector: {} }], ports: tcp(15008) },
      { from: [{ ipBlock: { cidr: '169.254.7.127/32' } }] },
      { ports: tcp(15021) },
    ]);
    expect(egress).toContainEqual({ to: [{ namespaceSelector: {} }], ports: tcp(15008) });
    expect(JSON.stringify(namespace())).not.toContain('15008');
  });

  test('granted to another, is open to its pods but for the ports of the proxies', () => {
    expect(accepted(NETWORK_POLICY, renderNamespaceGrantNetworkPolicy('reports'))).toStrictEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [of('reports')], ports: [{ protocol: 'TCP', port: 1, endPort: 14999 }, { protocol: 'TCP', port: 15100, endPort: 65535 }] }],
    });
  });
});
