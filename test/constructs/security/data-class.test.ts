import { App, Chart, Duration } from 'cdk8s';
import {
  DataClass, DataPlane, EnforcementStage, ExtAuthzProvider, ExternalAuthorization, ExternalService, HttpMethod, MeshConfig, MeshNamespace,
  MeshService, MutualTlsMode, RetryOn, RetryPolicy, RouteMatch, ServicePort, ZeroTrustNamespace,
} from '../../../src';
import { bookOf } from '../../../src/constructs/book';
import { CONSEQUENCES, DATA_CLASSES } from '../../../src/support/data-class';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';
import { image, Shop } from '../../testing/shop';

const { AUTHENTICATION, CARDHOLDER, PERSONAL } = DataClass;
const cards = { dataClasses: [CARDHOLDER] };
const often = RetryPolicy.byMethod({ attempts: 2, retryOn: [RetryOn.FIVE_XX] });
const outside = (shop: Shop, props: Partial<ConstructorParameters<typeof ExternalService>[2]> = {}) =>
  new ExternalService(shop.namespace, 'bank', { hosts: ['api.bank.example.com'], ports: [ServicePort.https(443)], ...props });
const inNamespace = (namespace: ZeroTrustNamespace | MeshNamespace, dataClasses: DataClass[]) =>
  new MeshService(namespace, 'a', { ports: [ServicePort.http(8080)], workload: image('a'), dataClasses });

test('what the constructs take are the classes of the table', () => {
  expect(Object.values(DataClass).sort()).toEqual([...DATA_CLASSES].sort());
});

describe('refused', () => {
  test.each<[string, (shop: Shop) => unknown, string]>([
    ['no class', (s) => s.service('a', { dataClasses: [] }),
      '[MSH001] app/shop/a: `dataClasses` is empty; got []; fix: name a class, or leave it out'],
    ['a class that does not exist', (s) => s.service('a', { dataClasses: ['CARDS' as DataClass] }),
      '[MSH010] app/shop/a: unknown class of data; got "CARDS"; allowed: AUTHENTICATION, CARDHOLDER, PERSONAL'],
    ['a class twice', (s) => s.service('a', { dataClasses: [CARDHOLDER, CARDHOLDER] }),
      '[MSH015] app/shop/a: a class of data is named twice; got "CARDHOLDER"; fix: name each class once'],
    ['a namespace of the mesh without zero trust', (s) => inNamespace(new MeshNamespace(s.chart, 'old'), [PERSONAL]),
      '[MSH510] app/old/a: a works with PERSONAL data, and in namespace old plaintext or calls that nobody declared still work; got "MeshNamespace"; allowed: a ZeroTrustNamespace at stage ENFORCED; fix: bring the namespace there first, or declare the service in one that is there'],
    ['plaintext', (s) => s.service('a', { dataClasses: [CARDHOLDER, AUTHENTICATION] }).mutualTlsException({ mode: MutualTlsMode.PERMISSIVE, reason: 'a job without proxy' }),
      '[MSH511] app/shop/a: a works with AUTHENTICATION and CARDHOLDER data, which is never taken in plaintext; fix: bring the callers into the mesh, or let them ask a service that works with other data'],
    ['hosts that nobody names', (s) => s.service('a', cards).calls(outside(s, { hosts: ['*.bank.example.com'] })),
      '[MSH512] app/shop/a: a works with CARDHOLDER data, and would send it to hosts that are not known by name; got ["*.bank.example.com"]; allowed: full host names, on ports of HTTP or TLS; fix: declare an ExternalService for each host, with ServicePort.tls(), ServicePort.https(), or ServicePort.http() and tlsOrigination'],
    ['a host that only its address tells', (s) => s.service('a', cards).calls(outside(s, { ports: [ServicePort.tcp(5432)], addresses: ['192.0.2.7'] })),
      '[MSH512] app/shop/a: a works with CARDHOLDER data, and would send it to hosts that are not known by name; got ["api.bank.example.com:5432 (TCP)"]; allowed: full host names, on ports of HTTP or TLS; fix: declare an ExternalService for each host, with ServicePort.tls(), ServicePort.https(), or ServicePort.http() and tlsOrigination'],
    ['plaintext to the outside', (s) => s.service('a', { dataClasses: [PERSONAL] }).calls(outside(s, { ports: [ServicePort.http(80), ServicePort.https(443)] })),
      '[MSH513] app/shop/a: a works with PERSONAL data, and would send it out of the mesh in plaintext; got ["api.bank.example.com:80 (HTTP)"]; fix: let the proxy speak TLS with tlsOrigination, or the application: ServicePort.https(443)'],
    ['retries on 5xx', (s) => s.service('a', { ...cards, retries: often }),
      '[MSH514] app/shop/a: a works with CARDHOLDER data, and retries of its requests may do again what was done already: nothing is paid twice; got ["5xx"]; allowed: connect-failure, refused-stream, reset-before-request; fix: use RetryPolicy.safe() or RetryPolicy.none()'],
    ['retries that have a reason', (s) => s.service('a', { ...cards, retries: RetryPolicy.idempotent({ attempts: 1, reason: 'requests carry a key' }) }),
      '[MSH514] app/shop/a: a works with CARDHOLDER data, and retries of its requests may do again what was done already: nothing is paid twice; got ["gateway-error","reset"]; allowed: connect-failure, refused-stream, reset-before-request; fix: use RetryPolicy.safe() or RetryPolicy.none()'],
    ['retries of a route', (s) => s.service('a', { dataClasses: [AUTHENTICATION] }).route('often', { match: RouteMatch.of({ methods: [HttpMethod.GET] }), retries: often }),
      '[MSH514] app/shop/a: a works with AUTHENTICATION data, and retries of route often may do again what was done already: nothing is paid twice; got ["5xx"]; allowed: connect-failure, refused-stream, reset-before-request; fix: use RetryPolicy.safe() or RetryPolicy.none()'],
    ['retries of requests to a host outside', (s) => s.service('a', cards).calls(outside(s, { ports: [ServicePort.http(80)], tlsOrigination: {}, retries: often })),
      '[MSH514] app/shop/a: a works with CARDHOLDER data, and retries of api.bank.example.com may do again what was done already: nothing is paid twice; got ["5xx"]; allowed: connect-failure, refused-stream, reset-before-request; fix: use RetryPolicy.safe() or RetryPolicy.none()'],
  ])('%s', (_name, wrong, message) => {
    expect(() => wrong(new Shop())).toThrow(new Error(message));
  });

  test.each(Object.values(EnforcementStage).filter((stage) => stage !== EnforcementStage.ENFORCED))('stage %s', (stage) => {
    expect(() => inNamespace(new ZeroTrustNamespace(new Chart(new App(), 'app'), 'shop', { stage }), [CARDHOLDER]))
      .toThrow(`[MSH510] app/shop/a: a works with CARDHOLDER data, and in namespace shop plaintext or calls that nobody declared still work; got "${stage}"`);
  });

  test('a data plane without proxies that read requests', () => {
    const ambient = new ZeroTrustNamespace(new Chart(new App(), 'app'), 'shop', { dataPlane: DataPlane.AMBIENT });
    expect(() => inNamespace(ambient, [PERSONAL])).toThrow('[MSH075] app/shop/a: `dataClasses` needs a proxy that reads requests');
  });

  test('a decision in plaintext, by somebody outside', () => {
    const shop = new Shop();
    const decisions = new ExternalAuthorization(shop.chart, 'decisions', { provider: ExtAuthzProvider.http(outside(shop, { ports: [ServicePort.http(80)] })) });
    expect(() => decisions.protect(shop.service('a', cards))).toThrow('[MSH513] app/decisions: a works with CARDHOLDER data, and would send it out of the mesh in plaintext');
  });

  test('a decision with the name of the audit log', () => {
    const shop = new Shop();
    expect(() => new ExternalAuthorization(shop.chart, 'cdk8s-istio-audit', { provider: ExtAuthzProvider.grpc(shop.service('judge', { ports: [ServicePort.grpc(9191)] })) }))
      .toThrow('[MSH462] app/cdk8s-istio-audit: the audit log of services with `dataClasses` has this name; got "cdk8s-istio-audit"; fix: give it another id');
  });

  test.each(HOSTILE_TEXTS)('a class that is %j, on one line', (text) => {
    expect(() => new Shop().service('a', { dataClasses: [text as DataClass] })).toThrow(/^\[MSH010\] app\/shop\/a: unknown class of data; got .*; allowed: AUTHENTICATION, CARDHOLDER, PERSONAL$/);
  });
});

describe('taken', () => {
  test('retries that may do again what was done, where nothing is paid', () => {
    expect(() => new Shop().service('a', { dataClasses: [PERSONAL], retries: often })).not.toThrow();
  });

  test('retries where nothing was done, and none', () => {
    const shop = new Shop();
    shop.service('a', { ...cards, retries: RetryPolicy.safe({ attempts: 3, perTryTimeout: Duration.seconds(1) }) });
    shop.service('b', { ...cards, retries: RetryPolicy.none() });
    expect(shop.synth().filter(({ kind }) => kind === 'Telemetry').map(({ metadata }) => metadata.name)).toEqual(['a-audit', 'b-audit']);
  });

  test('hosts outside by name, over TLS of the application or of its proxy; ports in plaintext that are not called', () => {
    const shop = new Shop();
    const a = shop.service('a', cards);
    a.calls(outside(shop, { ports: [ServicePort.http(80), ServicePort.https(443)] }), { ports: [443] });
    a.calls(new ExternalService(shop.namespace, 'fraud', { hosts: ['fraud.example.com'], ports: [ServicePort.http(80)], tlsOrigination: {} }));
    expect(bookOf(shop.app).model.problems).toEqual([]);
  });
});

describe('the audit log', () => {
  test('is defined in the mesh’s configuration, once for all services', () => {
    const shop = new Shop();
    expect(MeshConfig.of(shop.app).isEmpty).toBe(true);
    shop.service('b', cards);
    shop.service('a', { dataClasses: [PERSONAL] });
    expect(MeshConfig.of(shop.app).extensionProviders).toEqual(['cdk8s-istio-audit']);
    const [{ origin, does }] = bookOf(shop.app).model.meshConfig.extensionProviders.values();
    expect(origin.path).toBe('app/shop/a');
    expect(does).toMatchObject({ kind: 'fileAccessLog', path: '/dev/stdout' });
  });

  test('takes nothing from requests but method, host, path and the number of the request', () => {
    const shop = new Shop();
    shop.service('a', cards);
    const [{ does }] = bookOf(shop.app).model.meshConfig.extensionProviders.values();
    const labels = Object.values((does as { labels: Record<string, string> }).labels);
    expect(labels.filter((label) => /%(REQ|PATH|RESP\(|TRAILER|QUERY)/.test(label))).toEqual([
      '%REQ(:AUTHORITY)%', '%REQ(:METHOD)%', '%REQ_WITHOUT_QUERY(X-ENVOY-ORIGINAL-PATH?:PATH)%', '%REQ(X-REQUEST-ID)%',
    ]);
  });
});

test('each consequence is refused with a code of its own, or derived', () => {
  const codes = Object.values(CONSEQUENCES).flatMap(({ code }) => code ?? []);
  expect(new Set(codes).size).toBe(codes.length);
  expect(Object.entries(CONSEQUENCES).filter(([, { code }]) => code === undefined).map(([name]) => name)).toEqual(['traced', 'audited']);
});
