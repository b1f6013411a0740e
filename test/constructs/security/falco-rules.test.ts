import { App, Chart, Testing } from 'cdk8s';
import { parse } from 'yaml';
import {
  DataPlane, ExternalService, FalcoCheck, FalcoList, FalcoMacro, FalcoOutput, FalcoPriority, FalcoRule, type FalcoRuleProps, FalcoRules,
  type FalcoRulesProps, GatewayTls, Mesh, MeshGateway, MeshNamespace, MeshService, PlainNamespace, ServicePort, ZeroTrustNamespace,
} from '../../../src';
import { FalcoEngine, type Happening, refusedBySysdig, SYSDIG } from '../../testing/falco-engine';
import { falcoProblems } from '../../testing/falco-file';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';
import { Shop } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

const rulesOf = (shop: Shop, props: Partial<FalcoRulesProps> = {}) => new FalcoRules(shop.chart, 'runtime', { output: FalcoOutput.RULESFILE, ...props });
const rule = (props: Partial<FalcoRuleProps> = {}) => FalcoRule.of({
  rule: 'Backup read',
  desc: 'Nobody reads backups.',
  condition: 'runtime_opened and fd.name startswith /backups/',
  output: 'Backup read | file=%fd.name',
  priority: FalcoPriority.WARNING,
  ...props,
});
const itemsOf = (falco: FalcoRules): any[] => parse(falco.rulesFile);

/** Payments calls the ledger and a bank, the ledger nobody; a gateway, metrics and a namespace outside of the mesh are there. */
function aShop(): { shop: Shop; falco: FalcoRules; ledger: MeshService; payments: MeshService } {
  const shop = new Shop();
  const ledger = shop.service('ledger', { ports: [ServicePort.grpc(9090)] });
  const payments = shop.service('payments', { ports: [ServicePort.http(80, { targetPort: 8080 })] });
  payments.calls(ledger);
  payments.calls(new ExternalService(shop.namespace, 'bank', { hosts: ['api.bank.example'], ports: [ServicePort.https(443)] }));
  new MeshGateway(shop.namespace, 'edge', { hosts: ['shop.example.com'], tls: GatewayTls.simple('tls') }).route(payments);
  new PlainNamespace(shop.chart, 'support');
  return { shop, ledger, payments, falco: rulesOf(shop) };
}

describe('how rules get to Falco', () => {
  test('as an object of the operator', () => {
    const { shop, falco } = aShop();
    const { metadata, spec } = find(shop.synth(), 'Rulesfile', 'runtime');
    expect(metadata.namespace).toBe('falco');
    expect(spec.inlineRules).toEqual(itemsOf(falco));
    expect(judge(shop.synth())).toEqual([]);
  });

  test('as a ConfigMap, which the operator could refer to', () => {
    const shop = new Shop();
    const falco = rulesOf(shop, { output: FalcoOutput.CONFIG_MAP, namespace: 'security' });
    const { metadata, data } = find(shop.synth(), 'ConfigMap', 'runtime');
    expect(metadata.namespace).toBe('security');
    expect(data).toEqual({ 'rules.yaml': falco.rulesFile });
    expect(falcoProblems(parse(data['rules.yaml']))).toEqual([]);
  });

  test('as values of the Helm chart, and as no object', () => {
    const shop = new Shop();
    const falco = rulesOf(shop, { output: FalcoOutput.HELM_VALUES });
    expect(parse(falco.helmValues)).toEqual({ customRules: { 'runtime.yaml': falco.rulesFile } });
    expect(shop.synth().filter(({ kind }) => ['ConfigMap', 'Rulesfile'].includes(kind))).toEqual([]);
  });

  test('with what is declared after them', () => {
    const shop = new Shop();
    const falco = rulesOf(shop);
    const web = shop.service('web');
    expect(falco.rulesFile).toContain('k8s.pod.label[app] = web and not fd.sport in (53)');
    web.calls(shop.service('search', { ports: [ServicePort.http(8081)] }));
    expect(falco.rulesFile).toContain('k8s.pod.label[app] = web and not fd.sport in (53, 8081)');
  });
});

describe('the file', () => {
  const meshes: [string, (shop: Shop) => void][] = [
    ['a namespace and nothing else', () => {}],
    ['a mesh without the CNI plugin', (shop) => { new Mesh(shop.chart, 'mesh', { cni: false }); }],
    ['ambient namespaces', (shop) => { new MeshNamespace(shop.chart, 'quiet', { dataPlane: DataPlane.AMBIENT }); }],
    ['namespaces outside of the mesh', (shop) => { new PlainNamespace(shop.chart, 'support'); }],
    ['a namespace that may call everything of another', (shop) => {
      shop.service('web');
      new ZeroTrustNamespace(shop.chart, 'data').allowNamespace('shop', { reason: 'while it moves' });
    }],
    ['a gateway', (shop) => { new MeshGateway(shop.namespace, 'edge', { hosts: ['a.example.com'], tls: GatewayTls.simple('tls') }).route(shop.service('web')); }],
  ];

  test.each(meshes)('is right for %s', (_name, declare) => {
    const shop = new Shop();
    declare(shop);
    expect(falcoProblems(itemsOf(rulesOf(shop)))).toEqual([]);
  });

  test('is right for an app that is all outside of the mesh, and says nothing about proxies', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'app');
    new PlainNamespace(chart, 'support');
    const items = itemsOf(new FalcoRules(chart, 'runtime', { output: FalcoOutput.RULESFILE }));
    expect(falcoProblems(items)).toEqual([]);
    expect(items.flatMap((item) => item.rule ?? [])).toEqual([
      'Firewall rules touched in a pod (runtime)', 'Certificate or token opened for writing (runtime)', 'Token of a service account read (runtime)', 'Shell in a container (runtime)',
    ]);
  });

  test('has every check, the grave ones first', () => {
    const { falco } = aShop();
    const rules = itemsOf(falco).filter((item) => item.rule !== undefined);
    expect(rules.map(({ priority }) => priority)).toEqual([
      'CRITICAL', 'CRITICAL', 'CRITICAL', 'WARNING', 'ERROR', 'WARNING', 'WARNING', 'WARNING', 'WARNING', 'WARNING', 'NOTICE',
    ]);
    expect(rules).toHaveLength(Object.keys(FalcoCheck).length);
  });

  test('is loaded beside that of another app', () => {
    const { falco } = aShop();
    const other = new FalcoRules(new Shop().chart, 'other', { output: FalcoOutput.RULESFILE });
    expect(falcoProblems([...itemsOf(falco), ...itemsOf(other).slice(2)])).toEqual([]);
  });

  if (SYSDIG === undefined) {
    test.skip('conditions as Falco reads them: SKIPPED, since there is no sysdig here (apt-get install --no-install-recommends sysdig)', () => {});
  } else {
    test.each(meshes)('has conditions that Falco reads, for %s', (_name, declare) => {
      const shop = new Shop();
      declare(shop);
      shop.service('caller').calls(shop.service('called'));
      const { conditions } = new FalcoEngine(itemsOf(rulesOf(shop)));
      expect(conditions.size).toBeGreaterThan(5);
      for (const [name, condition] of conditions) expect({ name, refused: refusedBySysdig(condition) }).toEqual({ name, refused: '' });
    });

    test('what Falco refuses is told from that', () => {
      expect(refusedBySysdig('evt.type = connect and fd.nosuch = 1')).toMatch(/fd\.nosuch/);
      expect(refusedBySysdig('evt.type = (')).not.toBe('');
    });
  }
});

describe('what is reported', () => {
  const { falco } = aShop();
  const engine = new FalcoEngine(itemsOf(falco));
  const reported = (happened: Happening) => engine.reports(happened).map((name) => name.replace(' (runtime)', ''));
  const application = { 'k8s.ns.name': 'shop', 'k8s.pod.label[app]': 'payments', 'container.name': 'payments', 'user.uid': 10001, 'group.gid': 10001, 'proc.vpid': 7, 'proc.exepath': '/app/payments', 'proc.name': 'payments' };
  const proxy = { ...application, 'container.name': 'istio-proxy', 'user.uid': 1337, 'group.gid': 1337, 'proc.exepath': '/usr/local/bin/envoy', 'proc.name': 'envoy' };
  const started = { 'evt.type': 'execve', 'evt.res': 'SUCCESS' };
  const program = (path: string) => ({ ...started, 'proc.exepath': path, 'proc.name': path.split('/').at(-1)!.slice(0, 15) });
  const connection = (address: string, port: number) => ({ 'evt.type': 'connect', 'fd.typechar': '4', 'fd.l4proto': 'tcp', 'fd.sip': address, 'fd.sport': port });
  const datagram = (port: number) => ({ 'evt.type': 'sendto', 'fd.typechar': '4', 'fd.l4proto': 'udp', 'fd.sip': '10.0.0.10', 'fd.sport': port });
  const opening = (how: 'read' | 'write', path: string) => ({
    'evt.type': 'openat', 'fd.typechar': 'f', 'fd.num': 5, 'fd.name': path, 'evt.is_open_read': how === 'read', 'evt.is_open_write': how === 'write',
  });
  const gateway = { ...proxy, 'k8s.ns.name': 'istio-system', 'k8s.pod.label[app]': 'istio-ingressgateway' };
  const outside = { ...application, 'k8s.ns.name': 'somebody-else' };

  test.each<[string, Happening, string[]]>([
    ['an application that starts', { ...application, ...started, 'proc.vpid': 1 }, []],
    ['an application that begins with a shell', { ...application, ...program('/bin/sh'), 'proc.vpid': 1 }, []],
    ['a shell', { ...application, ...program('/bin/bash') }, ['Shell in a container']],
    ['a shell that was not found', { ...application, ...program('/bin/bash'), 'evt.res': 'ENOENT' }, []],
    ['a shell in a namespace of others', { ...outside, ...program('/bin/bash') }, []],
    ['a shell of which the pod is not known yet', { ...program('/bin/bash'), 'proc.vpid': 7 }, []],
    ['a proxy that starts', { ...proxy, ...started, 'proc.vpid': 1 }, []],
    ['a question to the agent by kubectl exec', { ...proxy, ...program('/usr/local/bin/pilot-agent') }, []],
    ['another program in a proxy', { ...proxy, ...program('/usr/bin/curl') }, ['Program with the user of the proxy', 'Unexpected program in a proxy']],
    ['a program with a name of the proxy’s', { ...proxy, ...program('/tmp/envoy') }, ['Program with the user of the proxy', 'Unexpected program in a proxy']],
    ['the runtime, before it becomes the proxy', { ...proxy, ...program('memfd:runc_cloned:/proc/self/exe') }, []],
    ['a shell in a proxy, by root', { ...proxy, ...program('/bin/sh'), 'user.uid': 0, 'group.gid': 0 }, ['Unexpected program in a proxy', 'Shell in a container']],
    ['another program in the gateway', { ...gateway, ...program('/usr/bin/curl') }, ['Unexpected program in a proxy']],
    ['an application with the proxy’s user', { ...application, ...started, 'user.uid': 1337 }, ['Program with the user of the proxy']],
    ['an application with the proxy’s group', { ...application, ...started, 'group.gid': 1337 }, ['Program with the user of the proxy']],
    ['a proxy that connects', { ...proxy, ...connection('10.1.2.3', 9090) }, []],
    ['a declared call', { ...application, ...connection('10.96.0.7', 9090) }, []],
    ['a declared call to a host outside', { ...application, ...connection('192.0.2.7', 443) }, []],
    ['a question for a name, by TCP', { ...application, ...connection('10.96.0.10', 53) }, []],
    ['a call that nobody declared', { ...application, ...connection('10.96.0.1', 6443) }, ['Connection that nobody declared']],
    ['a call of the ledger, which was declared of another', { ...application, 'k8s.pod.label[app]': 'ledger', ...connection('192.0.2.7', 443) }, ['Connection that nobody declared']],
    ['a call of an application to itself', { ...application, ...connection('127.0.0.1', 6379) }, []],
    ['a call to itself by IPv6', { ...application, ...connection('::1', 6379), 'fd.typechar': '6' }, []],
    ['a call with the proxy’s user', { ...application, ...connection('10.96.0.7', 9090), 'user.uid': 1337 }, ['Connection around the proxy']],
    ['a call with the proxy’s group', { ...application, ...connection('10.96.0.7', 9090), 'group.gid': 1337 }, ['Connection around the proxy']],
    ['a call out of a proxy by another program', { ...proxy, 'proc.exepath': '/tmp/nc', ...connection('10.96.0.7', 9090) }, ['Connection around the proxy']],
    ['a question for a name', { ...application, ...datagram(53) }, []],
    ['another datagram', { ...application, ...datagram(443) }, ['Datagram around the proxy']],
    ['a datagram with the proxy’s user', { ...application, ...datagram(443), 'user.uid': 1337 }, ['Connection around the proxy', 'Datagram around the proxy']],
    ['an application that ends its proxy', { ...application, ...connection('127.0.0.1', 15020) }, ['Proxy asked by its application']],
    ['a proxy that asks itself', { ...proxy, ...connection('127.0.0.1', 15000) }, []],
    ['a token that is written', { ...application, ...opening('write', '/var/run/secrets/tokens/istio-token') }, ['Certificate or token opened for writing']],
    ['a certificate that is written, by the short way', { ...application, ...opening('write', '/run/secrets/istio/root-cert.pem') }, ['Certificate or token opened for writing']],
    ['an authority that is added', { ...application, ...opening('write', '/etc/ssl/certs/mine.pem') }, ['Certificate or token opened for writing']],
    ['a proxy that writes its configuration', { ...proxy, 'proc.exepath': '/usr/local/bin/pilot-agent', ...opening('write', '/etc/istio/proxy/envoy-rev.json') }, []],
    ['an application that writes a file of its own', { ...application, ...opening('write', '/tmp/report') }, []],
    ['an application that reads its certificates', { ...application, ...opening('read', '/etc/ssl/certs/ca-certificates.crt') }, []],
    ['a proxy that reads its token', { ...proxy, ...opening('read', '/var/run/secrets/tokens/istio-token') }, []],
    ['a proxy’s token that is read', { ...proxy, 'proc.exepath': '/bin/cat', ...opening('read', '/var/run/secrets/tokens/istio-token') }, ['Credentials of a proxy read']],
    ['a gateway’s token that is read', { ...gateway, 'proc.exepath': '/bin/cat', ...opening('read', '/run/secrets/tokens/istio-token') }, ['Credentials of a proxy read']],
    ['a token of the API server that is read', { ...application, ...opening('read', '/var/run/secrets/kubernetes.io/serviceaccount/token') }, ['Token of a service account read']],
    ['firewall rules that change', { ...application, ...program('/sbin/iptables-restore') }, ['Firewall rules touched in a pod']],
    ['firewall rules that change outside of the mesh', { ...application, 'k8s.ns.name': 'support', ...program('/sbin/nft') }, ['Firewall rules touched in a pod']],
  ])('of %s', (_name, happened, expected) => {
    expect(reported(happened)).toEqual(expected);
  });

  test('of the container that begins a pod without the CNI plugin: nothing; of that name where there is the plugin: everything', () => {
    const init = { ...application, 'container.name': 'istio-init', 'user.uid': 0, 'group.gid': 0, ...program('/sbin/iptables-restore') };
    const shop = new Shop();
    new Mesh(shop.chart, 'mesh', { cni: false });
    expect(new FalcoEngine(itemsOf(rulesOf(shop))).reports(init)).toEqual([]);
    expect(reported(init)).toEqual(['Firewall rules touched in a pod']);
  });

  test('of ambient namespaces: a program in a node’s proxy, and nobody by the user of proxies', () => {
    const shop = new Shop({ dataPlane: DataPlane.AMBIENT });
    const ambient = new FalcoEngine(itemsOf(rulesOf(shop)));
    const ztunnel = { 'k8s.ns.name': 'istio-system', 'container.name': 'istio-proxy', 'proc.vpid': 1 };
    expect(ambient.reports({ ...ztunnel, ...program('/usr/local/bin/ztunnel') })).toEqual([]);
    expect(ambient.reports({ ...ztunnel, ...program('/usr/bin/curl') })).toEqual(['Unexpected program in a proxy (runtime)']);
    expect(ambient.reports({ ...application, ...started, 'user.uid': 1337 })).toEqual([]);
  });

  test('of what was allowed: nothing, of that service and program; the reason is in the rule', () => {
    const { shop, falco: own, ledger, payments } = aShop();
    own.allow(FalcoCheck.SHELL_IN_CONTAINER, payments, { processes: ['sh'], reason: 'its report is a script' });
    own.allow(FalcoCheck.DATAGRAM_AROUND_PROXY, ledger, { reason: 'it sends metrics to statsd' });
    const allowing = new FalcoEngine(itemsOf(own));
    expect(allowing.reports({ ...application, ...program('/bin/sh') })).toEqual([]);
    expect(allowing.reports({ ...application, ...program('/bin/bash') })).toEqual(['Shell in a container (runtime)']);
    expect(allowing.reports({ ...application, 'k8s.pod.label[app]': 'ledger', ...program('/bin/sh') })).toEqual(['Shell in a container (runtime)']);
    expect(allowing.reports({ ...application, 'k8s.pod.label[app]': 'ledger', ...datagram(8125) })).toEqual([]);
    expect(allowing.reports({ ...application, ...datagram(8125) })).toEqual(['Datagram around the proxy (runtime)']);
    expect(own.rulesFile).toContain('its report is a script');
    expect(find(shop.synth(), 'Rulesfile', 'runtime').metadata.annotations).toEqual({ 'cdk8s-istio/reason': 'it sends metrics to statsd; its report is a script' });
  });

  test('by another user and other programs, where proxies have them', () => {
    const shop = new Shop();
    const own = new FalcoEngine(itemsOf(rulesOf(shop, { proxyUid: 1000660000, proxyExecutables: ['/opt/mesh/envoy'] })));
    expect(own.reports({ ...application, ...started, 'user.uid': 1000660000 })).toEqual(['Program with the user of the proxy (runtime)']);
    expect(own.reports({ ...application, ...started, 'user.uid': 1337 })).toEqual([]);
    expect(own.reports({ ...proxy, ...program('/opt/mesh/envoy') })).toEqual([]);
  });

  test('by a rule of one’s own, with lists and macros in each other', () => {
    const shop = new Shop();
    const falcoOfShop = rulesOf(shop, {
      lists: [FalcoList.of('restoring', ['restore']), FalcoList.of('programs', ['restoring', 'pg dump'])],
      macros: [FalcoMacro.of('reads', 'runtime_opened and evt.is_open_read = true'), FalcoMacro.of('backups', 'reads and fd.name startswith /backups/')],
      rules: [rule({ condition: 'backups and not proc.name in (programs)' }), rule({ rule: 'Off', condition: 'backups', enabled: false })],
    });
    expect(falcoProblems(itemsOf(falcoOfShop))).toEqual([]);
    const own = new FalcoEngine(itemsOf(falcoOfShop));
    expect(own.reports({ ...application, ...opening('read', '/backups/1') })).toEqual(['Backup read']);
    expect(own.reports({ ...application, ...opening('read', '/backups/1'), 'proc.name': 'restore' })).toEqual([]);
  });
});

describe('what is refused', () => {
  const all = (shop: Shop, props: Partial<FalcoRulesProps>) => () => { rulesOf(shop, props); };
  test.each<[string, RegExp, (shop: Shop) => void]>([
    ['a list without members', /\[MSH501\] the Falco list none has no members, and every comparison with it would be false; got \[\]/, () => FalcoList.of('none', [])],
    ['a condition that ends too early', /\[MSH502\] Falco cannot read the condition of rule 'Backup read': a value is missing at character 12; got "proc.name ="/, () => rule({ condition: 'proc.name =' })],
    ['a rule about every system call', /\[MSH503\] app\/runtime: the condition of rule 'Backup read' does not say which system calls it is about/, (s) => rulesOf(s, { rules: [rule({ condition: 'proc.name = cat' })] })],
    ['a rule that leaves one side open', /\[MSH503\]/, (s) => rulesOf(s, { rules: [rule({ condition: 'runtime_opened or proc.name = cat' })] })],
    ['a rule about all but some system calls', /\[MSH503\]/, (s) => rulesOf(s, { rules: [rule({ condition: 'not evt.type in (open)' })] })],
    ['a macro that nobody declares', /\[MSH504\] app\/runtime: rule 'Backup read' names a macro that nobody declares before it; got "open_read"/, (s) => rulesOf(s, { rules: [rule({ condition: 'open_read' })] })],
    ['a macro that is declared later', /\[MSH504\] app\/runtime: macro a names a macro that nobody declares before it; got "b"/, (s) => rulesOf(s, { macros: [FalcoMacro.of('a', 'b'), FalcoMacro.of('b', 'evt.type = open')] })],
    ['a macro of itself', /\[MSH504\]/, (s) => rulesOf(s, { macros: [FalcoMacro.of('a', 'a or evt.type = open')] })],
    ['a list that nobody declares', /\[MSH504\] app\/runtime: rule 'Backup read' names a list that nobody declares; got "shells"/, (s) => rulesOf(s, { rules: [rule({ condition: 'evt.type = open and proc.name in shells' })] })],
    ['the beginning of a system call', /\[MSH505\] the condition of macro a asks for evt.dir/, () => FalcoMacro.of('a', 'evt.type = open and evt.dir = >')],
    ['two rules of one name', /\[MSH506\] app\/runtime: two Falco items have one name, and Falco would take the later; got "Backup read"/, (s) => rulesOf(s, { rules: [rule(), rule()] })],
    ['a list and a macro of one name', /\[MSH506\]/, (s) => rulesOf(s, { lists: [FalcoList.of('a', ['b'])], macros: [FalcoMacro.of('a', 'evt.type = open')] })],
    ['a list of a derived one’s name', /\[MSH506\] app\/runtime: names that begin or end like this are those of derived items; got "runtime_shells"/, (s) => rulesOf(s, { lists: [FalcoList.of('runtime_shells', ['nosh'])] })],
    ['a rule of a derived one’s name', /\[MSH506\]/, (s) => rulesOf(s, { rules: [rule({ rule: 'Shell in a container (runtime)' })] })],
    ['two sets of one name', /\[MSH506\] app\/shop\/runtime: 'app\/runtime' has rules of this name, too/, (s) => { rulesOf(s); new FalcoRules(s.namespace, 'runtime', { output: FalcoOutput.HELM_VALUES }); }],
    ['a name with a dash', /\[MSH507\] not the name of a Falco macro; got "my-macro"/, () => FalcoMacro.of('my-macro', 'evt.type = open')],
    ['a word of conditions as a name', /\[MSH507\] not the name of a Falco list; got "and"/, () => FalcoList.of('and', ['a'])],
    ['a tag with a blank', /\[MSH507\] not a tag of a Falco rule; got "my tag"/, () => rule({ tags: ['my tag'] })],
    ['an output with half a field', /\[MSH509\] Falco cannot fill in the output of rule 'Backup read'; got "100% of %fd.name"/, () => rule({ output: '100% of %fd.name' })],
    ['an unknown priority', /\[MSH010\] unknown priority; got "HIGH"; allowed: EMERGENCY, ALERT/, () => rule({ priority: 'HIGH' as FalcoPriority })],
    ['an unknown output', /\[MSH010\] app\/runtime: unknown output for Falco; got "STDOUT"/, (s) => rulesOf(s, { output: 'STDOUT' as FalcoOutput })],
    ['an unknown check', /\[MSH010\] app\/runtime: unknown check of Falco; got "EVERYTHING"/, (s) => rulesOf(s).allow('EVERYTHING' as FalcoCheck, s.service('a'), { reason: 'r' })],
    ['an id that no list could begin with', /\[MSH002\]/, (s) => new FalcoRules(s.chart, '2nd', { output: FalcoOutput.RULESFILE })],
    ['root as the proxy', /\[MSH011\] app\/runtime: proxyUid is out of range; got 0/, (s) => rulesOf(s, { proxyUid: 0 })],
    ['a proxy without programs', /\[MSH001\] app\/runtime: `proxyExecutables` is empty/, (s) => rulesOf(s, { proxyExecutables: [] })],
    ['a program that is no path', /\[MSH046\] app\/runtime: program of the proxy is not a path/, (s) => rulesOf(s, { proxyExecutables: ['envoy'] })],
    ['an allowance without a reason', /\[MSH053\] app\/runtime: what Falco does not report needs a reason/, (s) => rulesOf(s).allow(FalcoCheck.TOKEN_READ, s.service('a'), { reason: ' ' })],
    ['an allowance for no program', /\[MSH001\] app\/runtime: `processes` is empty/, (s) => rulesOf(s).allow(FalcoCheck.TOKEN_READ, s.service('a'), { processes: [], reason: 'r' })],
    ['an allowance for a program nobody can name', /\[MSH507\] app\/runtime: not a member of a Falco list; got "a\\"b"/, (s) => rulesOf(s).allow(FalcoCheck.TOKEN_READ, s.service('a'), { processes: ['a"b'], reason: 'r' })],
    ['an allowance for a service of others', /\[MSH078\] app\/runtime: only pods of this app are watched; got "app\/theirs"/, (s) => rulesOf(s).allow(FalcoCheck.TOKEN_READ, MeshService.fromAttributes(s.chart, 'theirs', {
      serviceName: 'theirs', namespaceName: 'others', podLabels: { app: 'theirs' }, ports: [ServicePort.http(80)],
    }), { reason: 'r' })],
  ])('%s', (_name, message, wrong) => {
    expect(() => wrong(new Shop())).toThrow(message);
  });

  test('an app without namespaces, at synth', () => {
    const app = new App();
    new FalcoRules(new Chart(app, 'app'), 'runtime', { output: FalcoOutput.RULESFILE });
    expect(() => app.synthYaml()).toThrow(/\[MSH500\] app\/runtime: the app has no namespace in which Falco could watch anything/);
  });

  test('rules that no object holds', () => {
    const rules = Array.from({ length: 1000 }, (_, index) => rule({ rule: `Backup ${index}`, desc: 'a'.repeat(1000) }));
    for (const output of Object.values(FalcoOutput)) {
      const shop = new Shop();
      const falco = rulesOf(shop, { output, rules });
      expect(() => { shop.synth(); return falco.helmValues; }).toThrow(/\[MSH508\] app\/runtime: the rules fit in no object; got "\d+ bytes"; allowed: 921600 bytes/);
    }
  });

  test('a name that another file declares is taken on trust, but not for which system calls it is about', () => {
    const props = { declaredElsewhere: ['spawned_process', 'shell_binaries'] };
    expect(all(new Shop(), { ...props, rules: [rule({ condition: 'evt.type = execve and spawned_process and proc.name in shell_binaries' })] })).not.toThrow();
    expect(all(new Shop(), { ...props, rules: [rule({ condition: 'spawned_process' })] })).toThrow(/MSH503/);
  });
});

describe('hostile texts', () => {
  test.each(HOSTILE_TEXTS.map((text) => [JSON.stringify(text).slice(0, 40), text]))('%s is refused, or data', (_name, text) => {
    const right = () => ({ lists: [FalcoList.of('things', ['thing'])], rules: [rule({ condition: 'runtime_opened and proc.name in (things)' })] });
    const places: (() => Partial<FalcoRulesProps>)[] = [
      () => ({ rules: [rule({ rule: text })] }),
      () => ({ rules: [rule({ desc: text })] }),
      () => ({ rules: [rule({ output: text })] }),
      () => ({ rules: [rule({ tags: [text] })] }),
      () => ({ rules: [rule({ condition: `runtime_opened and ${text}` })] }),
      () => ({ ...right(), lists: [FalcoList.of('things', [text])] }),
      () => ({ ...right(), lists: [FalcoList.of(text, ['thing']), ...right().lists] }),
      () => ({ macros: [FalcoMacro.of(text, 'evt.type = open')], rules: [rule({ condition: text })] }),
    ];
    for (const place of places) {
      const shop = new Shop();
      let falco: FalcoRules;
      try {
        falco = rulesOf(shop, place());
      } catch (error) {
        expect((error as Error).message).toMatch(/^\[MSH\d{3}\]/);
        continue;
      }
      expect(falcoProblems(itemsOf(falco))).toEqual([]);
      const { length } = itemsOf(rulesOf(new Shop()));
      expect(itemsOf(falco).length).toBeLessThanOrEqual(length + 4);
    }
  });
});
