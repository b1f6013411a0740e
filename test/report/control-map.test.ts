import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ManifestReader } from '../../src/manifests/manifest-reader';
import { formatControlMap } from '../../src/report/control-map-markdown';
import { type ControlLine, controlMap, CONTROLS } from '../../src/report/controls/control-map';
import { file, run } from '../cli/run';

const FILE = join(__dirname, '..', 'golden', 'data-classes', 'out.yaml');
const OBJECTS: readonly any[] = parseAllDocuments(readFileSync(FILE, 'utf8')).map((document) => document.toJS());

type Change = (find: (kind: string, name: string) => any, objects: any[]) => void;

function linesOf(change: Change = () => undefined): ReadonlyMap<string, ControlLine> {
  const objects = structuredClone(OBJECTS) as any[];
  change((kind, name) => objects.find((object) => object.kind === kind && object.metadata.name === name), objects);
  const reader = new ManifestReader();
  for (const object of objects) reader.addObject(object);
  const manifests = reader.manifests();
  expect(manifests.refused).toEqual([]);
  return new Map(controlMap(manifests).lines.map((line) => [line.section, line]));
}

const without = (kind: string, name: string): Change => (_find, objects) => {
  objects.splice(objects.findIndex((object) => object.kind === kind && object.metadata.name === name), 1);
};

describe('of what the library makes', () => {
  const lines = linesOf();

  test('each requirement is there once, in the order of their sections', () => {
    const sections = CONTROLS.map(({ section }) => section);
    const numbers = (section: string) => (/[\d.]+/.exec(section)![0].split('.').map(Number));
    const inOrder = [...sections].sort((a, b) => {
      const [x, y] = [numbers(a), numbers(b)];
      const at = x.findIndex((number, index) => number !== y[index]);
      return at < 0 ? x.length - y.length : x[at] - (y[at] ?? -1);
    });
    expect(sections).toEqual(inOrder);
    expect(new Set(sections).size).toBe(sections.length);
    expect([...lines.keys()]).toEqual(sections);
  });

  test('the objects show what they show, and nothing else is claimed', () => {
    expect([...lines.values()].map(({ section, state }) => `${section} ${state}`)).toEqual([
      '1.2.5 evidence',
      '1.3.1 evidence',
      '1.3.2 evidence and exceptions',
      '1.4.2 evidence',
      '2.2.7 no evidence',
      '3 no evidence',
      '4.2.1 evidence',
      '6.4.2 no evidence',
      '7.2.5 evidence',
      '7.3.3 evidence',
      '8.2.2 evidence',
      '8.3.1 no evidence',
      '10.2.1 evidence',
      '10.2.2 no evidence',
      '10.3 to 10.7 no evidence',
    ]);
  });

  test('a host outside that is known by name alone is an exception of the network', () => {
    expect(lines.get('1.3.2')!.against).toEqual([{
      what: 'the network lets shop/checkout-v1 out to addresses that nobody named; names of hosts are known to its proxy alone',
      objects: [{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'shop', name: 'checkout' }],
    }]);
  });

  test('services with other data, or none, are not in it', () => {
    expect(JSON.stringify([...lines.values()].map(({ shown, against }) => [shown, against]))).not.toMatch(/catalogue|customers-v1/);
  });
});

const denyAnonymous = {
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: 'token', namespace: 'shop' },
  spec: { action: 'DENY', selector: { matchLabels: { app: 'checkout' } }, rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }] },
};
const firewall = (engine: string, failStrategy: string) => ({
  apiVersion: 'extensions.istio.io/v1alpha1',
  kind: 'WasmPlugin',
  metadata: { name: 'waf', namespace: 'istio-system' },
  spec: {
    selector: { matchLabels: { istio: 'ingressgateway' } }, url: 'oci://registry.example.com/coraza:1', failStrategy, pluginConfig: { default_directives: 'all', directives_map: { all: [`SecRuleEngine ${engine}`] } },
  },
});

test.each<[string, string, Change]>([
  ['6.4.2', 'a firewall refuses attacks at gateway shop/edge before shop/checkout, also requests that it fails to judge', (_find, objects) => objects.push(firewall('On', 'FAIL_CLOSE'))],
  ['8.3.1', 'requests from outside to shop/checkout are refused without a valid token, as far as these policies say', (_find, objects) => objects.push(denyAnonymous)],
  ['1.3.2', 'the network lets shop/checkout-v1 out to named peers only', (find) => { find('NetworkPolicy', 'checkout').spec.egress = []; }],
  ['10.2.1', 'the proxies of shop/checkout-v1 log every request through mesh-wide', (find, objects) => {
    delete find('Telemetry', 'checkout-audit').spec.accessLogging;
    objects.push({ apiVersion: 'telemetry.istio.io/v1', kind: 'Telemetry', metadata: { name: 'default', namespace: 'istio-system' }, spec: { accessLogging: [{ providers: [{ name: 'mesh-wide' }] }] } });
  }],
])('%s is shown: %s', (section, what, change) => {
  expect(linesOf().get(section)!.shown.map((statement) => statement.what)).not.toContain(what);
  expect(linesOf(change).get(section)!.shown.map((statement) => statement.what)).toContain(what);
});

test.each<[string, string, Change]>([
  ['1.2.5', 'shop/checkout:8080 (HTTP) is open to anyone in the mesh', (find) => { find('AuthorizationPolicy', 'checkout-callers').spec.rules = [{}]; }],
  ['1.3.1', 'the network lets everybody in to shop/vault-v1', (_find, objects) => {
    for (const name of ['vault', 'default-deny']) without('NetworkPolicy', name)(_find, objects);
  }],
  ['1.3.1', 'the network lets everybody in to ports of the application of shop/vault-v1', (find) => { find('NetworkPolicy', 'vault').spec.ingress = [{}]; }],
  ['1.3.1', 'the network lets everybody in to ports of the application of shop/vault-v1', (find) => {
    find('NetworkPolicy', 'vault').spec.ingress = [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }];
  }],
  ['1.3.2', 'the network lets shop/vault-v1 out to everybody', (find) => {
    for (const name of ['vault', 'default-deny']) find('NetworkPolicy', name).spec.policyTypes = ['Ingress'];
  }],
  ['1.3.2', 'the proxy of shop/vault-v1 lets requests to any host out', (find) => { find('Sidecar', 'vault').spec.outboundTrafficPolicy.mode = 'ALLOW_ANY'; }],
  ['1.3.2', 'the proxy of shop/checkout-v1 lets requests to *.acquirer.example.com out', (find) => {
    find('ServiceEntry', 'acquirer').spec.hosts = ['*.acquirer.example.com'];
    find('Sidecar', 'checkout').spec.egress = [{ hosts: ['./*.acquirer.example.com'] }];
  }],
  ['1.4.2', 'shop/vault is a Service of type NodePort: nodes or a load balancer lead to it past every gateway', (find) => { find('Service', 'vault').spec.type = 'NodePort'; }],
  ['1.4.2', 'shop/checkout is entered by what is no Gateway of Istio, and is not judged here', (_find, objects) => objects.push({
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'way', namespace: 'shop' }, spec: { defaultBackend: { service: { name: 'checkout', port: { number: 8080 } } } },
  })],
  ['1.4.2', 'pods of shop/vault are in the network of their node', (find) => { find('Deployment', 'vault-v1').spec.template.spec.hostNetwork = true; }],
  ['4.2.1', 'shop/edge:443 takes TLSV1_1', (find) => { find('Gateway', 'edge').spec.servers.find((server: any) => server.port.number === 443).tls.minProtocolVersion = 'TLSV1_1'; }],
  ['4.2.1', 'shop/edge:80 takes requests in plaintext (HTTP)', (find) => { delete find('Gateway', 'edge').spec.servers.find((server: any) => server.port.number === 80).tls; }],
  ['4.2.1', 'shop/checkout:8080 takes plaintext (PERMISSIVE)', (find) => { find('PeerAuthentication', 'default').spec.mtls.mode = 'PERMISSIVE'; }],
  ['4.2.1', 'nobody checks the certificate of api.acquirer.example.com:80', (find) => { delete find('DestinationRule', 'acquirer').spec.trafficPolicy.portLevelSettings[0].tls.caCertificates; }],
  ['4.2.1', 'shop/checkout-v1 may send plaintext to api.acquirer.example.com:80 (HTTP)', without('DestinationRule', 'acquirer')],
  ['4.2.1', 'requests of shop/checkout-v1 to customers.shop.svc.cluster.local are in plaintext: its pods have no proxy', (find) => {
    find('Deployment', 'customers-v1').spec.template.metadata.labels['sidecar.istio.io/inject'] = 'false';
  }],
  ['6.4.2', 'no firewall is known at gateway shop/edge before shop/checkout', () => undefined],
  ['6.4.2', 'the firewall at gateway shop/edge before shop/checkout only watches, or lets pass what it fails to judge', (_find, objects) => objects.push(firewall('DetectionOnly', 'FAIL_CLOSE'))],
  ['6.4.2', 'the firewall at gateway shop/edge before shop/checkout only watches, or lets pass what it fails to judge', (_find, objects) => objects.push(firewall('On', 'FAIL_OPEN'))],
  ['7.2.5', 'istio-system/istio-ingressgateway may ask shop/checkout:8080 for everything', (find) => { delete find('AuthorizationPolicy', 'checkout-callers').spec.rules[0].to[0].operation.paths; }],
  ['7.3.3', 'no policy is about shop/vault-v1: everything is allowed', (_find, objects) => {
    for (const name of ['vault-callers', 'deny-all']) without('AuthorizationPolicy', name)(_find, objects);
  }],
  ['7.3.3', 'policies of shop/vault-v1 only watch (dry run)', (find) => {
    for (const name of ['vault-callers', 'deny-all']) find('AuthorizationPolicy', name).metadata.annotations = { 'istio.io/dry-run': 'true' };
  }],
  ['8.2.2', 'shop/vault-v1 runs under the account checkout of others, too', (find) => { find('Deployment', 'vault-v1').spec.template.spec.serviceAccountName = 'checkout'; }],
  ['8.2.2', 'shop/vault-v1 runs under the account that every pod has which names none', (find) => { delete find('Deployment', 'vault-v1').spec.template.spec.serviceAccountName; }],
  ['8.3.1', 'no policy asks requests from outside to shop/checkout for a token', (_find, objects) => objects.push({ ...denyAnonymous, metadata: { ...denyAnonymous.metadata, annotations: { 'istio.io/dry-run': 'true' } } })],
  ['10.2.1', 'no Telemetry makes the proxies of shop/vault-v1 log', without('Telemetry', 'vault-audit')],
  ['10.2.1', 'the log of shop/vault-v1 is switched off, or for a part of its requests', (find) => { find('Telemetry', 'vault-audit').spec.accessLogging[0].disabled = true; }],
  ['10.2.1', 'the log of shop/vault-v1 is about a part of its requests', (find) => { find('Telemetry', 'vault-audit').spec.accessLogging[0].filter = { expression: 'response.code >= 400' }; }],
  ['10.2.1', 'the log of shop/vault-v1 names no provider', (find) => { delete find('Telemetry', 'vault-audit').spec.accessLogging[0].providers; }],
  ['10.2.1', 'the pods of shop/vault are not among the manifests', without('Deployment', 'vault-v1')],
])('%s speaks against it: %s', (section, what, change) => {
  const { against, state } = linesOf(change).get(section)!;
  expect(against.map((statement) => statement.what)).toContain(what);
  expect(state).not.toBe('evidence');
});

describe('as Markdown', () => {
  const map = (objects: readonly any[]) => {
    const reader = new ManifestReader();
    for (const object of objects) reader.addObject(object);
    return controlMap(reader.manifests());
  };

  test('is what the command prints', () => {
    const { code, out, err } = run('report', '-o', 'controls', FILE);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(formatControlMap(map(OBJECTS)));
    expect(out).toContain('| 7.3.3 | access control denies everything by default | evidence |');
    expect(out).toContain('- shop/vault:5432 takes mutual TLS only (PeerAuthentication shop/default)');
    expect(out).toContain('## 10.3 to 10.7: audit logs are protected, reviewed and kept, and their clocks are right\n\n**no evidence**\n\nNo object shows: what happens to logs after they are written.\n');
  });

  test('says where nothing can be told', () => {
    const unmarked = OBJECTS.map((object) => ({ ...object, metadata: { ...object.metadata, annotations: undefined } }));
    expect(formatControlMap(map(unmarked))).toMatch(/^# Control map\n\nNo service says that it works with data of cards/);
    expect(map([])).toEqual({ services: [], lines: [] });
  });

  test('takes nothing from manifests for markup', () => {
    const evil = file('evil-controls.yaml', `apiVersion: v1\nkind: Service\nmetadata: { name: vault, namespace: shop, annotations: { cdk8s-istio/data-classes: CARDHOLDER } }\nspec: { selector: { app: vault }, ports: [{ port: 80 }] }
---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: vault, namespace: shop }\nspec: { selector: { matchLabels: { app: vault } }, template: { metadata: { labels: { app: vault, sidecar.istio.io/inject: "true" } }, spec: { serviceAccountName: vault, containers: [{ name: app, image: x }] } } }
---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: callers, namespace: shop }\nspec: { rules: [{ from: [{ source: { principals: ["cluster.local/ns/shop/sa/<img src=x>|*a*"] } }] }] }\n`);
    const { out } = run('report', '-o', 'controls', evil);
    expect(out).toContain('img src=x');
    expect(out).not.toMatch(/[^\\](<img|\*a)/);
  });
});
