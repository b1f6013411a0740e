import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import {
  Caller, EnforcementStage, ExternalService, GatewayTls, HttpMethod, MeshGateway, MeshNamespace, MeshService, MutualTlsMode, PathMatch,
  PlaintextSource, ServicePort, ZeroTrustNamespace,
} from '../../../src';
import { image, Shop } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

/** A zero-trust namespace in a chart of its own. */
function elsewhere(shop: Shop, name: string): ZeroTrustNamespace {
  return new ZeroTrustNamespace(new Chart(shop.app, `chart-${name}`), name);
}

function serviceIn(namespace: ZeroTrustNamespace | MeshNamespace, name: string): MeshService {
  return new MeshService(namespace, name, { ports: [ServicePort.http(8080)], workload: image(name) });
}

const kindsNamed = (objects: any[], name: string) => objects.filter((object) => object.metadata.name === name).map((object) => object.kind).sort();

describe('a service says', () => {
  test('its names, and the host by which proxies know it', () => {
    const shop = new Shop();
    const service = shop.service('id', { name: 'orders' });
    expect([service.serviceName, service.namespaceName, service.serviceAccountName, service.host])
      .toEqual(['orders', 'shop', 'orders', 'orders.shop.svc.cluster.local']);
  });

  test('the same of one that others own', () => {
    const shop = new Shop();
    const theirs = MeshService.fromAttributes(shop.chart, 'id', { serviceName: 'ledger', namespaceName: 'finance', ports: [ServicePort.grpc(9090)] });
    expect([theirs.serviceName, theirs.namespaceName, theirs.serviceAccountName]).toEqual(['ledger', 'finance', 'ledger']);
    expect(shop.synth().filter((object) => object.metadata.namespace === 'finance')).toEqual([]);
  });
});

describe('a JSON patch', () => {
  test('on the service is one on the Kubernetes Service', () => {
    const shop = new Shop();
    ApiObject.of(shop.service('a')).addJsonPatch(JsonPatch.add('/spec/publishNotReadyAddresses', true));
    expect(find(shop.synth(), 'Service', 'a').spec).toMatchObject({ publishNotReadyAddresses: true, type: 'ClusterIP' });
  });

  test('sees the fields as they are applied, though they are worked out at synth', () => {
    const shop = new Shop();
    const service = shop.service('a');
    const route = ApiObject.of(service.node.findChild('VirtualService'));
    route.addJsonPatch(JsonPatch.test('/spec/http/0/timeout', '15s'), JsonPatch.replace('/spec/http/0/timeout', '20s'));
    ApiObject.of(service.node.findChild('DestinationRule')).addJsonPatch(JsonPatch.remove('/spec/trafficPolicy/outlierDetection'));
    ApiObject.of(service.node.findChild('Deployment-v1')).addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', 'high'));
    const objects = shop.synth();
    expect(find(objects, 'VirtualService', 'a').spec.http[0].timeout).toBe('20s');
    expect(find(objects, 'DestinationRule', 'a').spec.trafficPolicy).not.toHaveProperty('outlierDetection');
    expect(find(objects, 'Deployment', 'a-v1').spec.template.spec.priorityClassName).toBe('high');
  });

  test('on the policy of the callers, which is there with the first of them', () => {
    const shop = new Shop();
    const [a, b] = [shop.service('a'), shop.service('b')];
    expect(a.node.tryFindChild('Callers')).toBeUndefined();
    b.calls(a);
    ApiObject.of(a.node.findChild('Callers')).addJsonPatch(JsonPatch.add('/spec/rules/-', { from: [{ source: { principals: ['cluster.local/ns/x/sa/y'] } }] }));
    expect(find(shop.synth(), 'AuthorizationPolicy', 'a-callers').spec.rules).toHaveLength(2);
  });
});

describe('a call', () => {
  test('is on both sides, and nowhere else', () => {
    const shop = new Shop();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => shop.service(name));
    a.calls(b);
    const objects = shop.synth();
    expect(find(objects, 'Sidecar', 'a').spec.egress[0].hosts).toEqual(['./b.shop.svc.cluster.local', 'istio-system/*']);
    expect(find(objects, 'NetworkPolicy', 'a').spec.egress[0].to[0].podSelector.matchLabels).toEqual({ app: 'b' });
    expect(find(objects, 'NetworkPolicy', 'b').spec.ingress[0].from[0].podSelector.matchLabels).toEqual({ app: 'a' });
    expect(find(objects, 'AuthorizationPolicy', 'b-callers').spec.rules[0].from[0].source.principals).toEqual(['cluster.local/ns/shop/sa/a']);
    expect(kindsNamed(objects, 'a-callers')).toEqual([]);
    expect(JSON.stringify(objects.filter(({ metadata }) => metadata.name.startsWith(c.serviceName)))).not.toMatch(/"(a|b)"/);
  });

  test('that is declared twice is one call', () => {
    const once = new Shop();
    const twice = new Shop();
    for (const [shop, times] of [[once, 1], [twice, 3]] as const) {
      const [a, b] = [shop.service('a'), shop.service('b')];
      for (let time = 0; time < times; time++) a.calls(b, { methods: [HttpMethod.GET, HttpMethod.GET], paths: [PathMatch.exact('/x'), PathMatch.exact('/x')] });
    }
    expect(twice.synth()).toEqual(once.synth());
  });

  test('of both sides, and in a circle, ends', () => {
    const shop = new Shop();
    const services = ['a', 'b', 'c'].map((name) => shop.service(name));
    services.forEach((service, index) => service.calls(services[(index + 1) % 3]));
    services[1].calls(services[0]);
    const objects = shop.synth();
    const callersOf = (name: string) => find(objects, 'AuthorizationPolicy', `${name}-callers`).spec.rules.flatMap((rule: any) => rule.from[0].source.principals);
    expect(['a', 'b', 'c'].map(callersOf)).toEqual([
      ['cluster.local/ns/shop/sa/b', 'cluster.local/ns/shop/sa/c'], ['cluster.local/ns/shop/sa/a'], ['cluster.local/ns/shop/sa/b'],
    ]);
    expect(judge(objects)).toEqual([]);
  });

  test('into another chart and namespace is written in both', () => {
    const shop = new Shop();
    const users = serviceIn(elsewhere(shop, 'people'), 'users');
    shop.service('orders').calls(users, { paths: [PathMatch.subtree('/users')] });
    const objects = shop.synth();
    expect(find(objects, 'Sidecar', 'orders').spec.egress[0].hosts).toContain('people/users.people.svc.cluster.local');
    expect(find(objects, 'VirtualService', 'users').spec.exportTo).toEqual(['.', 'shop']);
    expect(find(objects, 'DestinationRule', 'users').spec.exportTo).toEqual(['.', 'shop']);
    expect(find(objects, 'AuthorizationPolicy', 'users-callers').metadata.namespace).toBe('people');
    expect(find(objects, 'NetworkPolicy', 'users').spec.ingress[0].from[0].namespaceSelector.matchLabels).toEqual({ 'kubernetes.io/metadata.name': 'shop' });
    const chartOf = (name: string) => shop.app.charts.find((chart) => chart.toJson().some((object: any) => object.metadata.name === name))!.node.id;
    expect([chartOf('users-callers'), chartOf('orders')]).toEqual(['chart-people', 'app']);
  });

  test('between different operations has a rule for each, and callers of one operation share theirs', () => {
    const shop = new Shop();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => shop.service(name));
    a.calls(c, { methods: [HttpMethod.GET] });
    b.calls(c, { methods: [HttpMethod.GET] });
    b.calls(c, { methods: [HttpMethod.POST], paths: [PathMatch.exact('/orders')] });
    expect(find(shop.synth(), 'AuthorizationPolicy', 'c-callers').spec.rules.map((rule: any) => [rule.from[0].source.principals.length, rule.to[0].operation])).toEqual([
      [2, { methods: ['GET'], ports: ['8080'] }], [1, { methods: ['POST'], paths: ['/orders'], ports: ['8080'] }],
    ]);
  });

  test('that restricts requests is about HTTP ports, one that does not is about all', () => {
    const shop = new Shop();
    const target = shop.service('b', { ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.grpc(9090), ServicePort.tcp(5432)] });
    shop.service('a').calls(target, { methods: [HttpMethod.POST] });
    shop.service('c').calls(target);
    shop.service('d').calls(target, { ports: [5432] });
    const { rules } = find(shop.synth(), 'AuthorizationPolicy', 'b-callers').spec;
    const portsOf = (caller: string) => rules.find((rule: any) => rule.from[0].source.principals.includes(`cluster.local/ns/shop/sa/${caller}`)).to[0].operation.ports;
    expect(['a', 'c', 'd'].map(portsOf)).toEqual([['8080', '9090'], ['5432', '8080', '9090'], ['5432']]);
  });

  test('to the outside is visible to the caller’s namespace alone', () => {
    const shop = new Shop();
    const mail = new ExternalService(shop.namespace, 'mail', { hosts: ['smtp.example.com'], ports: [ServicePort.tls(465)] });
    serviceIn(elsewhere(shop, 'people'), 'users').calls(mail);
    const objects = shop.synth();
    expect(mail.hosts).toEqual(['smtp.example.com']);
    expect(find(objects, 'ServiceEntry', 'mail').spec.exportTo).toEqual(['people']);
    expect(find(objects, 'Sidecar', 'users').spec.egress[0].hosts).toEqual(['istio-system/*', 'shop/smtp.example.com']);
  });

  test('from a namespace without zero trust is let in by its callee', () => {
    const shop = new Shop();
    const open = new MeshNamespace(shop.chart, 'open');
    serviceIn(open, 'old').calls(shop.service('a'));
    expect(find(shop.synth(), 'AuthorizationPolicy', 'a-callers').spec.rules[0].from[0].source.principals).toEqual(['cluster.local/ns/open/sa/old']);
  });
});

describe('who else may call', () => {
  test('is named by service account, principal or namespace', () => {
    const shop = new Shop();
    const a = shop.service('a');
    a.allowFrom(Caller.serviceAccount('web', 'front', { app: 'front' }));
    a.allowFrom(Caller.principal('spiffe://cluster.local/ns/reports/sa/nightly'));
    a.allowFrom(Caller.namespace(elsewhere(shop, 'admin')), { reason: 'operators' });
    a.allowFrom(Caller.namespaceNamed('audit'), { reason: 'by law', methods: [HttpMethod.GET] });
    const objects = shop.synth();
    const { metadata, spec } = find(objects, 'AuthorizationPolicy', 'a-callers');
    expect(metadata.annotations).toEqual({ 'cdk8s-istio/reason': 'by law; operators' });
    expect(spec.rules.flatMap((rule: any) => rule.from[0].source.principals).sort()).toEqual([
      'cluster.local/ns/admin/*', 'cluster.local/ns/audit/*', 'cluster.local/ns/reports/sa/nightly', 'cluster.local/ns/web/sa/front',
    ]);
    expect(find(objects, 'NetworkPolicy', 'a').spec.ingress.flatMap((rule: any) => rule.from).map((peer: any) => [
      peer.namespaceSelector.matchLabels['kubernetes.io/metadata.name'], peer.podSelector?.matchLabels,
    ])).toEqual([['admin', undefined], ['audit', undefined], ['reports', undefined], ['web', { app: 'front' }]]);
  });
});

describe('plaintext', () => {
  test('of a whole workload and of one port are one object', () => {
    const shop = new Shop();
    const a = shop.service('a', { ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.grpc(9090)] });
    a.mutualTlsException({ mode: MutualTlsMode.PERMISSIVE, reason: 'one' });
    a.mutualTlsException({ mode: MutualTlsMode.DISABLE, ports: [80], reason: 'two' });
    const { metadata, spec } = find(shop.synth(), 'PeerAuthentication', 'a-plaintext');
    expect(metadata.annotations).toEqual({ 'cdk8s-istio/reason': 'one; two' });
    expect(spec).toEqual({ selector: { matchLabels: { app: 'a' } }, mtls: { mode: 'PERMISSIVE' }, portLevelMtls: { 8080: { mode: 'DISABLE' } } });
  });

  test('is open on the network to whom it is for, and proves nothing', () => {
    const shop = new Shop();
    const a = shop.service('a');
    a.mutualTlsException({ mode: MutualTlsMode.PERMISSIVE, sources: [PlaintextSource.cidr('192.0.2.1'), PlaintextSource.pods('batch')], reason: 'import' });
    const objects = shop.synth();
    expect(find(objects, 'NetworkPolicy', 'a').spec.ingress).toEqual([{
      from: [{ ipBlock: { cidr: '192.0.2.1/32' } }, { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'batch' } } }],
      ports: [{ protocol: 'TCP', port: 8080 }],
    }]);
    expect(find(objects, 'AuthorizationPolicy', 'a-callers').spec.rules).toEqual([{ to: [{ operation: { ports: ['8080'] } }] }]);
  });
});

describe('what is not needed is not there', () => {
  test('no policy about callers without callers', () => {
    const shop = new Shop();
    shop.service('a');
    expect(kindsNamed(shop.synth(), 'a-callers')).toEqual([]);
  });

  test.each([
    [EnforcementStage.OBSERVE, []],
    [EnforcementStage.PERMISSIVE, ['Sidecar']],
    [EnforcementStage.AUDIT, ['AuthorizationPolicy', 'Sidecar']],
    [EnforcementStage.STRICT, ['AuthorizationPolicy', 'Sidecar']],
    [EnforcementStage.ENFORCED, ['AuthorizationPolicy', 'NetworkPolicy', 'Sidecar']],
  ])('at %s: %j', (stage, kinds) => {
    const shop = new Shop({ stage });
    shop.service('b').calls(shop.service('a'));
    const restricting = ['AuthorizationPolicy', 'NetworkPolicy', 'Sidecar'];
    const found = shop.synth().filter(({ kind, metadata }) => restricting.includes(kind) && (metadata.name === 'a' || metadata.name === 'a-callers'));
    expect(found.map(({ kind }) => kind).sort()).toEqual(kinds);
    expect(judge(shop.synth())).toEqual([]);
  });
});

describe('a change', () => {
  const objectsWith = (versions: string[], { gateway = false } = {}) => {
    const shop = new Shop();
    const service = shop.versioned('a', versions, { defaultVersion: 'v1' });
    if (versions.length > 1) service.route('few', { split: { v1: 100, ...Object.fromEntries(versions.slice(1).map((version) => [version, 0])) } });
    if (gateway) new MeshGateway(shop.namespace, 'edge', { hosts: ['a.example.com'], tls: GatewayTls.simple('tls') }).route(service);
    return shop.synth();
  };
  const identity = ({ kind, metadata }: any) => `${kind} ${metadata.name}`;
  const unnamed = (routes: any[]) => routes.map(({ name: _name, ...rest }) => rest);

  test('that adds a version adds a Deployment and a subset, and takes nothing away', () => {
    const [before, after] = [objectsWith(['v1']), objectsWith(['v1', 'v2'])];
    expect(after.map(identity).filter((name) => !before.map(identity).includes(name))).toEqual(['Deployment a-v2']);
    for (const object of before) {
      const now = after.find((other) => identity(other) === identity(object));
      if (object.kind === 'DestinationRule') expect(now.spec.subsets).toEqual([...object.spec.subsets, { name: 'v2', labels: { version: 'v2' } }]);
      else if (object.kind === 'VirtualService') expect(unnamed(now.spec.http)).toEqual(unnamed(object.spec.http));
      else expect(now).toEqual(object);
    }
  });

  test('that adds a gateway leaves what is inside of the mesh as it was', () => {
    const [before, after] = [objectsWith(['v1']), objectsWith(['v1'], { gateway: true })];
    const changed = before.filter((object) => JSON.stringify(after.find((other) => identity(other) === identity(object))) !== JSON.stringify(object));
    expect(changed.map(identity)).toEqual(['DestinationRule a', 'NetworkPolicy a']);
  });

  test('of one service changes no other', () => {
    const objectsOf = (timeout: Duration) => {
      const shop = new Shop();
      const a = shop.service('a', { timeout });
      shop.service('b').calls(a);
      if (timeout.toSeconds() > 1) a.allowFrom(Caller.serviceAccount('web', 'front'));
      return shop.synth();
    };
    const [before, after] = [objectsOf(Duration.seconds(1)), objectsOf(Duration.seconds(2))];
    const changed = before.filter((object) => JSON.stringify(after.find((other) => identity(other) === identity(object))) !== JSON.stringify(object));
    expect(changed.map(identity)).toEqual(['DestinationRule a', 'AuthorizationPolicy a-callers', 'NetworkPolicy a', 'VirtualService a']);
  });
});
