import { ApiObject, Chart, Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  DataPlane, EnforcementStage, ExtAuthzProvider, ExternalAuthorization, ExternalService, GatewayTls, HttpMethod, Mesh, MeshAnalysis, MeshConfig,
  MeshConfigFormat, MeshGateway, MeshService, MeshSimulator, PathMatch, PlainService, ServicePort, ZeroTrustNamespace,
} from '../../../src';
import type { GrpcExtAuthzOptions, HttpExtAuthzOptions } from '../../../src';
import { image, Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

const grpc = [ServicePort.grpc(9191)];
const judgeOf = (shop: Shop, id = 'judge') => shop.service(id, { ports: grpc });
const asking = (shop: Shop, judge: MeshService, id = 'decisions') => new ExternalAuthorization(shop.chart, id, { provider: ExtAuthzProvider.grpc(judge) });
const tls = GatewayTls.simple('tls');

describe('the mesh\'s configuration', () => {
  const provider = (of: (shop: Shop) => ExtAuthzProvider) => {
    const shop = new Shop();
    new ExternalAuthorization(shop.chart, 'decisions', { provider: of(shop) });
    return parse(MeshConfig.of(shop.app).toText(MeshConfigFormat.HELM_VALUES)).meshConfig.extensionProviders[0];
  };

  test('never waits ten minutes, and never lets pass what nobody has decided', () => {
    expect(provider((shop) => ExtAuthzProvider.grpc(judgeOf(shop)))).toEqual({
      name: 'decisions',
      envoyExtAuthzGrpc: { service: 'shop/judge.shop.svc.cluster.local', port: 9191, timeout: '1s', failOpen: false, statusOnError: '403' },
    });
  });

  test('is open where a reason is given', () => {
    const options = { failOpenReason: 'adverts', timeout: Duration.millis(200), statusOnError: 503, body: { maxRequestBytes: 1024 }, packAsBytes: true };
    expect(provider((shop) => ExtAuthzProvider.grpc(judgeOf(shop), options)).envoyExtAuthzGrpc).toEqual({
      service: 'shop/judge.shop.svc.cluster.local',
      port: 9191,
      timeout: '200ms',
      failOpen: true,
      statusOnError: '503',
      includeRequestBodyInCheck: { maxRequestBytes: 1024, allowPartialMessage: false, packAsBytes: true },
    });
  });

  test('names the host outside by the namespace that declares it', () => {
    expect(provider((shop) => ExtAuthzProvider.http(
      new ExternalService(shop.namespace, 'out', { hosts: ['judge.example.com'], ports: [ServicePort.http(80)], tlsOrigination: {} }),
    )).envoyExtAuthzHttp).toMatchObject({ service: 'shop/judge.example.com', port: 80 });
  });
});

describe('the policy', () => {
  test.each(Object.values(EnforcementStage))('is there in the stage %s, and no dry run: for CUSTOM there is none', (stage) => {
    const shop = new Shop({ stage });
    asking(shop, judgeOf(shop)).protect(shop.service('a'));
    const policy = find(shop.synth(), 'AuthorizationPolicy', 'a-ext-authz');
    expect(policy.metadata.annotations).toBeUndefined();
    expect(policy.spec).toEqual({
      action: 'CUSTOM', selector: { matchLabels: { app: 'a' } }, provider: { name: 'decisions' }, rules: [{ to: [{ operation: { ports: ['8080'] } }] }],
    });
  });

  test('says why it is open', () => {
    const shop = new Shop();
    const provider = ExtAuthzProvider.grpc(judgeOf(shop), { failOpenReason: 'adverts are worth no outage' });
    new ExternalAuthorization(shop.chart, 'adverts', { provider }).protect(shop.service('a'));
    expect(find(shop.synth(), 'AuthorizationPolicy', 'a-ext-authz').metadata.annotations).toEqual({ 'cdk8s-istio/reason': 'adverts are worth no outage' });
  });

  test('asked twice for the same, it says it once', () => {
    const shop = new Shop();
    const decisions = asking(shop, judgeOf(shop));
    const a = shop.service('a');
    for (const _ of [1, 2]) decisions.protect(a, { paths: [PathMatch.subtree('/pay')] });
    expect(find(shop.synth(), 'AuthorizationPolicy', 'a-ext-authz').spec.rules).toHaveLength(1);
  });
});

describe('the way to who decides', () => {
  test('is opened for those that ask, for asking, and for nobody else', () => {
    const shop = new Shop();
    const decisions = asking(shop, judgeOf(shop));
    const [a] = [shop.service('a'), shop.service('b')];
    decisions.protect(a);
    const objects = shop.synth();
    expect(find(objects, 'AuthorizationPolicy', 'judge-callers').spec.rules).toEqual([{
      from: [{ source: { principals: ['cluster.local/ns/shop/sa/a'] } }],
      to: [{ operation: { methods: ['POST'], paths: ['/envoy.service.auth.v3.Authorization/Check'], ports: ['9191'] } }],
    }]);
    expect(find(objects, 'Sidecar', 'a').spec.egress[0].hosts).toContain('./judge.shop.svc.cluster.local');
    expect(find(objects, 'Sidecar', 'b').spec.egress[0].hosts).toEqual(['istio-system/*']);
    expect(JSON.stringify(find(objects, 'NetworkPolicy', 'a').spec.egress)).toContain('"port":9191');
  });

  test('an ambient namespace\'s node proxy reads no requests, so its policy names none', () => {
    const shop = new Shop();
    const ambient = new ZeroTrustNamespace(shop.chart, 'policy', { dataPlane: DataPlane.AMBIENT });
    const judge = new MeshService(ambient, 'judge', { ports: grpc, workload: image('judge') });
    asking(shop, judge).protect(shop.service('a'));
    expect(find(shop.synth(), 'AuthorizationPolicy', 'judge-callers').spec.rules[0].to).toEqual([{ operation: { ports: ['9191'] } }]);
  });

  test('a service that others own is called as they declare it', () => {
    const shop = new Shop();
    const judge = MeshService.fromAttributes(shop.chart, 'theirs', { serviceName: 'judge', namespaceName: 'security', ports: grpc });
    new ExternalAuthorization(shop.chart, 'decisions', { provider: ExtAuthzProvider.grpc(judge) }).protect(shop.service('a'));
    expect(find(shop.synth(), 'Sidecar', 'a').spec.egress[0].hosts).toContain('security/judge.security.svc.cluster.local');
  });
});

test('the analysis finds nothing in it, and the simulator says that somebody else decides', () => {
  const shop = new Shop();
  new Mesh(new Chart(shop.app, 'platform'), 'mesh', { cni: true });
  const [a, b] = ['a', 'b'].map((name) => shop.service(name));
  asking(shop, judgeOf(shop)).protect(b, { exceptPaths: [PathMatch.exact('/health')] });
  a.calls(b);
  expect(MeshAnalysis.ofApp(shop.app, { complete: true }).findings).toEqual([]);
  const simulator = MeshSimulator.fromApp(shop.app);
  expect(simulator.request({ caller: 'a', to: 'b:8080' }).explain()).toContain('not simulated: the provider decisions, which AuthorizationPolicy shop/b-ext-authz asks');
  simulator.expectAllowed({ caller: 'a', to: 'b:8080/health' });
});

describe('refused at once:', () => {
  const wrong: [string, (shop: Shop) => void, string][] = [
    ['a name that is no provider\'s', (s) => asking(s, judgeOf(s), 'Fraud'), '[MSH002] app/Fraud: the extension provider is not a DNS label; got "Fraud"'],
    ['itself', (s) => { const judge = s.service('judge', { ports: [...grpc, ServicePort.http(80)] }); asking(s, judge).protect(judge); },
      '[MSH464] app/decisions: judge would ask itself about every request, also about those by which it is asked; fix: leave what decides unprotected: its policy says who may ask it'],
    ['no requests', (s) => asking(s, judgeOf(s)).protect(s.service('db', { ports: [ServicePort.tcp(5432)] })), '[MSH070] app/decisions: external authorization needs an HTTP port; got ["5432 (TCP)"]'],
    ['a port without requests', (s) => asking(s, judgeOf(s)).protect(s.service('a', { ports: [ServicePort.http(80), ServicePort.tcp(5432)] }), { ports: [5432] }),
      '[MSH079] app/decisions: port 5432 of a has no requests that could be decided about; got "TCP"; fix: name HTTP ports'],
    ['a port that is not there', (s) => asking(s, judgeOf(s)).protect(s.service('a'), { ports: [9] }), '[MSH055] app/decisions: a has no such port; got 9; allowed: 8080 (HTTP); fix: name a port of the Service, not of the pod'],
    ['no ports', (s) => asking(s, judgeOf(s)).protect(s.service('a'), { ports: [] }), '[MSH001] app/decisions: `ports` is empty'],
    ['no methods', (s) => asking(s, judgeOf(s)).protect(s.service('a'), { methods: [] }), '[MSH001] app/decisions: `methods` is empty'],
    ['no paths', (s) => asking(s, judgeOf(s)).protect(s.service('a'), { paths: [] }), '[MSH001] app/decisions: `paths` is empty'],
    ['a method that does not exist', (s) => asking(s, judgeOf(s)).protect(s.service('a'), { methods: ['BREW' as HttpMethod] }), '[MSH010] app/decisions: unknown method; got "BREW"'],
    ['a path as a regular expression', (s) => asking(s, judgeOf(s)).protect(s.service('a'), { exceptPaths: [PathMatch.regex('/a.*')] }), '[MSH058] app/decisions: an AuthorizationPolicy cannot match a regular expression; got "/a.*"'],
    ['an ambient service', () => { const s = new Shop({ dataPlane: DataPlane.AMBIENT }); asking(s, judgeOf(s)).protect(s.service('a')); }, '[MSH075] app/decisions: external authorization needs a proxy that reads requests'],
    ['a host outside, asked by a gateway', (s) => {
      const out = new ExternalService(s.namespace, 'out', { hosts: ['judge.example.com'], ports: [ServicePort.http(80)], tlsOrigination: {} });
      new ExternalAuthorization(s.chart, 'decisions', { provider: ExtAuthzProvider.http(out) }).protectGateway(new MeshGateway(s.namespace, 'edge', { hosts: ['a.example.com'], tls }));
    }, '[MSH078] app/decisions: a gateway asks services of the mesh only; got ["judge.example.com"]; fix: let a MeshService decide, or protect the services behind the gateway'],
  ];
  test.each(wrong)('%s', (_, provoke, message) => {
    expect(() => provoke(new Shop())).toThrow(message);
  });

  const grpcWrong: [string, (shop: Shop) => Parameters<typeof ExtAuthzProvider.grpc>, string][] = [
    ['HTTP asked by gRPC', (s) => [s.service('judge')], '[MSH465] app/shop/judge: judge has no such port that can be asked by gRPC; allowed: ports of GRPC or HTTP2; fix: declare the port with its protocol: ServicePort.grpc(…); where TLS is spoken outside, with tlsOrigination'],
    ['one of several ports', (s) => [s.service('judge', { ports: [ServicePort.grpc(1), ServicePort.grpc(2)] })], '[MSH465] app/shop/judge: judge has several ports that can be asked by gRPC; allowed: 1, 2; fix: name one in `port`'],
    ['a port that is not there', (s) => [judgeOf(s), { port: 9 }], '[MSH465] app/shop/judge: judge has no such port that can be asked by gRPC; got 9; allowed: 9191; fix: name one in `port`'],
    ['no proxy', (s) => [PlainService.fromAttributes(s.chart, 'x', { serviceName: 'x', namespaceName: 'plain', ports: grpc, reason: 'old' })], '[MSH465] app/x: x is outside of the mesh: nothing proves that it is the one who answers'],
    ['a wildcard', (s) => [new ExternalService(s.namespace, 'x', { hosts: ['*.example.com'], ports: grpc })], '[MSH465] app/shop/x: one host decides, and no wildcard; got ["*.example.com"]'],
    ['a namespace', (s) => [s.namespace], '[MSH078] app/shop: cannot be called by a service'],
  ];
  test.each(grpcWrong)('%s', (_, of, message) => {
    expect(() => ExtAuthzProvider.grpc(...of(new Shop()))).toThrow(message);
  });

  const options: [string, GrpcExtAuthzOptions, string][] = [
    ['no time', { timeout: Duration.seconds(0) }, '[MSH013] app/shop/judge: timeout is not a duration it can have; got "0 ms"'],
    ['open without a reason', { failOpenReason: ' ' }, '[MSH053] app/shop/judge: letting requests pass when nobody decides needs a reason; got " "'],
    ['success when nobody decides', { statusOnError: 200 }, '[MSH024] app/shop/judge: statusOnError is no status of an error; got 200; allowed: 400 to 599'],
    ['an empty body', { body: { maxRequestBytes: 0 } }, '[MSH011] maxRequestBytes is out of range; got 0; allowed: whole numbers from 1 to 2147483647; fix: leave `body` out to send none'],
    ['bytes of nothing', { packAsBytes: true }, '[MSH028] app/shop/judge: `packAsBytes` is about a body that is not sent; fix: give `body`, or leave it out'],
  ];
  test.each(options)('%s', (_, given, message) => {
    const shop = new Shop();
    expect(() => ExtAuthzProvider.grpc(judgeOf(shop), given)).toThrow(message);
  });

  const httpOptions: [string, HttpExtAuthzOptions, string][] = [
    ['every header', { includeRequestHeadersInCheck: ['*'] }, '[MSH020] includeRequestHeadersInCheck is not a header name; got ""'],
    ['a star in the middle', { headersToUpstreamOnAllow: ['x-*-id'] }, '[MSH020] headersToUpstreamOnAllow is not a header name; got "x-*-id"'],
    ['stars at both ends', { headersToDownstreamOnDeny: ['*id*'] }, '[MSH020] headersToDownstreamOnDeny is not a header name; got "*id*"'],
    ['the path as a header', { headersToDownstreamOnAllow: [':path'] }, '[MSH021] headersToDownstreamOnAllow is not an ordinary header; got ":path"'],
    ['a value of two lines', { includeAdditionalHeadersInCheck: { 'x-mesh': 'a\nb' } }, '[MSH022] the value of x-mesh is not a header value; got "a\\nb"'],
    ['a prefix that is no path', { pathPrefix: 'check' }, '[MSH017] pathPrefix is not the path of a request; got "check"'],
  ];
  test.each(httpOptions)('%s', (_, given, message) => {
    const shop = new Shop();
    expect(() => ExtAuthzProvider.http(shop.service('judge'), given)).toThrow(message);
  });
});

describe('refused at synth:', () => {
  const wrong: [string, (shop: Shop) => void, string][] = [
    ['two of one name', (s) => { const policy = new Chart(s.app, 'policy'); const judge = judgeOf(s); asking(s, judge); new ExternalAuthorization(policy, 'decisions', { provider: ExtAuthzProvider.grpc(judge) }); },
      '[MSH462] policy/decisions: the mesh has another extension provider of this name; got "decisions"; fix: give it another id'],
    ['two that decide about one service', (s) => { const a = s.service('a'); for (const id of ['one', 'two']) asking(s, judgeOf(s, `judge-${id}`), id).protect(a); },
      '[MSH463] app/two: shop/a would be judged by several providers, for which Istio denies everything; got ["one","two"]; fix: let one provider decide, and it may ask others'],
    ['two that decide at gateways of the same pods', (s) => {
      for (const id of ['one', 'two']) asking(s, judgeOf(s, `judge-${id}`), id).protectGateway(new MeshGateway(s.namespace, id, { hosts: [`${id}.example.com`], tls }));
    }, '[MSH463] app/two: the pods of gateways shop/one, shop/two would be judged by several providers, for which Istio denies everything; got ["one","two"]; fix: let one provider decide, and it may ask others'],
    ['two that wait for each other', (s) => {
      const [one, two] = ['one', 'two'].map((id) => judgeOf(s, id));
      asking(s, one, 'by-one').protect(two);
      asking(s, two, 'by-two').protect(one);
    }, '[MSH464] app/by-two: shop/one decides about requests, and requests to it wait for a decision that needs it; fix: leave what decides unprotected: its policy says who may ask it'],
  ];
  test.each(wrong)('%s', (_, provoke, message) => {
    const shop = new Shop();
    provoke(shop);
    expect(() => shop.app.synth()).toThrow(message);
  });

  const policies: [string, object, string][] = [
    ['who calls', { from: [{ source: { principals: ['cluster.local/ns/shop/sa/a'] } }] }, 'CUSTOM cannot use principals'],
    ['a token', { from: [{ source: { requestPrincipals: ['*'] } }] }, 'CUSTOM cannot use requestPrincipals'],
    ['a claim', { when: [{ key: 'request.auth.claims[sub]', values: ['a'] }] }, 'CUSTOM cannot use request.auth.claims[sub]'],
    ['a provider that nobody has', { to: [{ operation: { ports: ['8080'] } }] }, 'the mesh has no provider nobody: every request to these pods is denied'],
  ];
  test.each(policies)('a policy of somebody else that depends on %s', (_, rule, message) => {
    const shop = new Shop();
    new Mesh(new Chart(shop.app, 'platform'), 'mesh', { outside: { complete: true } });
    new ApiObject(shop.chart, 'policy', {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'ask', namespace: 'shop' },
      spec: { action: 'CUSTOM', provider: { name: 'nobody' }, rules: [rule] },
    });
    shop.service('a');
    expect(() => shop.app.synth()).toThrow(message);
  });
});
