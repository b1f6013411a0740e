import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, YamlOutputType } from 'cdk8s';
import {
  AbTest, AbVariant, Caller, CanaryRelease, ClaimMatch, CorsPolicy, DirectResponse, EdgeTls, EgressGateway, EnforcementStage,
  ExtAuthzProvider, ExternalAuthorization, ExternalService, FalcoCheck, FalcoOutput, FalcoRules, FaultInjection, GatewayTls, HeaderMatch,
  HttpMethod, JwtRule, KongCredential, KongEdge, KongEdition, KongPlugin, KubernetesIngress, Mesh, MeshGateway, MeshNamespace, MeshService,
  MutualTlsMode, NginxEdge, OriginMatch, OutboundTrafficPolicy, PathMatch, PlainNamespace, PlainService, PlaintextSource, QueryMatch,
  Redirect, RetryPolicy, RouteMatch, ServicePort, Workload, ZeroTrustNamespace,
} from '../src';
import type { MeshServiceProps } from '../src';
import { randomOf, shuffle } from './testing/shuffle';

/** What declarations refer to; made before them, in an order of its own. */
class Cast {
  public readonly services: Record<string, MeshService> = {};
  public readonly externals: Record<string, ExternalService> = {};
  public readonly gateways: Record<string, MeshGateway> = {};
  public readonly namespaces: Record<string, ZeroTrustNamespace | MeshNamespace> = {};
  public readonly plain: Record<string, PlainService> = {};

  public constructor(public readonly charts: Record<string, Chart>) {}
}

type Declaration = (cast: Cast) => void;

const image = (name: string) => Workload.deployment({ image: `registry.example.com/${name}` });
const versions = (name: string, ...of: string[]) => ({ versions: Object.fromEntries(of.map((version) => [version, image(`${name}:${version}`)])) });
const http = [ServicePort.http(80, { targetPort: 8080 })];
const at = (path: string) => RouteMatch.of({ path: PathMatch.subtree(path) });

const NAMESPACES: Declaration[] = [
  ({ namespaces, charts }) => { namespaces.shop = new ZeroTrustNamespace(charts.shop, 'shop'); },
  ({ namespaces, charts }) => { namespaces.data = new ZeroTrustNamespace(charts.data, 'data', { stage: EnforcementStage.AUDIT }); },
  ({ namespaces, charts }) => { namespaces.old = new MeshNamespace(charts.data, 'old'); },
];

function service(namespace: string, name: string, props: Partial<MeshServiceProps> = {}): Declaration {
  const pods = props.versions === undefined ? { workload: image(name) } : {};
  return ({ services, namespaces }) => { services[name] = new MeshService(namespaces[namespace], name, { ports: http, ...pods, ...props }); };
}

/** Everything else refers to these. */
const SERVICES: Declaration[] = [
  service('shop', 'web', { ...versions('web', 'v1', 'v2', 'beta') }),
  service('shop', 'orders', { ...versions('orders', 'v1', 'v2'), timeout: Duration.seconds(20) }),
  service('shop', 'payments', { retries: RetryPolicy.byMethod({ attempts: 2 }) }),
  service('shop', 'search', { ...versions('search', 'v1', 'ml'), ports: [ServicePort.http(80), ServicePort.grpc(9090)] }),
  service('shop', 'vault', { ...versions('vault', 'v1', 'v2'), ports: [ServicePort.tls(8200), ServicePort.http(8080)], defaultVersion: 'v1' }),
  service('shop', 'legacy'),
  service('data', 'queue', { ...versions('queue', 'v1', 'v2'), ports: [ServicePort.tcp(5672)], defaultVersion: 'v1' }),
  service('data', 'users'),
  service('data', 'judge', { ports: [ServicePort.grpc(9191)] }),
  service('old', 'ledger'),
  ({ externals, namespaces }) => {
    externals.mail = new ExternalService(namespaces.shop, 'mail', { hosts: ['smtp.example.com', 'mx.example.com'], ports: [ServicePort.tls(465)] });
  },
  ({ externals, namespaces }) => {
    externals.carrier = new ExternalService(namespaces.data, 'carrier', { hosts: ['api.carrier.example'], ports: [ServicePort.http(80)], tlsOrigination: {} });
  },
  ({ gateways, namespaces }) => {
    gateways.edge = new MeshGateway(namespaces.shop, 'edge', { hosts: ['www.example.com', 'api.example.com'], tls: GatewayTls.simple('edge-tls') });
  },
  ({ gateways, namespaces }) => {
    gateways.partners = new MeshGateway(namespaces.data, 'partners', { hosts: ['partners.example.com'], tls: GatewayTls.mutual('partners-tls'), redirectHttp: false });
  },
];

/** Outside of the mesh, and ways out of it: not part of what one namespace can hold together. */
const APART: Declaration[] = [
  ({ plain, charts }) => {
    const support = new PlainNamespace(charts.support, 'support');
    for (const name of ['wiki', 'status']) plain[name] = new PlainService(support, name, { ports: http, workload: image(name), reason: 'moves into the mesh in March' });
  },
  ({ externals, charts, namespaces }) => {
    const egressGateway = new EgressGateway(new ZeroTrustNamespace(charts.egress, 'egress'), 'way-out');
    externals.bank = new ExternalService(namespaces.shop, 'bank', { hosts: ['api.bank.example'], ports: [ServicePort.http(80)], tlsOrigination: {}, egressGateway });
  },
];

/** In any order. */
const DECLARATIONS: Declaration[] = [
  ({ charts }) => {
    new Mesh(charts.platform, 'mesh', {
      trustDomain: 'prod.example.com', revision: 'stable', outboundTrafficPolicy: OutboundTrafficPolicy.REGISTRY_ONLY, mutualTls: MutualTlsMode.STRICT,
    });
  },
  // calls: chains, both directions, a cycle of three, across charts and stages
  ({ services: { web, orders } }) => web.calls(orders),
  ({ services: { web, search } }) => web.calls(search, { methods: [HttpMethod.POST, HttpMethod.GET], paths: [PathMatch.prefix('/q'), PathMatch.exact('/')] }),
  ({ services: { orders, payments } }) => orders.calls(payments, { methods: [HttpMethod.POST] }),
  ({ services: { payments, orders } }) => payments.calls(orders, { paths: [PathMatch.subtree('/paid')] }),
  ({ services: { orders, users } }) => orders.calls(users),
  ({ services: { users, queue } }) => users.calls(queue),
  ({ services: { queue, orders } }) => queue.calls(orders),
  ({ services: { orders, legacy } }) => orders.calls(legacy),
  ({ services: { web, legacy } }) => web.calls(legacy),
  ({ services: { users, ledger } }) => users.calls(ledger),
  ({ services: { ledger, payments } }) => ledger.calls(payments),
  ({ services: { web, vault } }) => web.calls(vault, { ports: [8200] }),
  ({ services: { orders, vault } }) => orders.calls(vault),
  ({ services: { orders }, externals: { mail } }) => orders.calls(mail),
  ({ services: { web }, externals: { mail } }) => web.calls(mail),
  ({ services: { users }, externals: { carrier } }) => users.calls(carrier),
  // who else may call
  ({ services: { payments } }) => payments.allowFrom(Caller.namespaceNamed('admin'), { reason: 'operators' }),
  ({ services: { payments } }) => payments.allowFrom(Caller.serviceAccount('reports', 'nightly', { app: 'nightly' }), { methods: [HttpMethod.GET] }),
  ({ services: { payments } }) => payments.allowFrom(Caller.serviceAccount('audits', 'yearly'), { reason: 'by law' }),
  ({ namespaces: { shop } }) => (shop as ZeroTrustNamespace).allowNamespace('admin', { reason: 'operators' }),
  ({ namespaces: { shop } }) => (shop as ZeroTrustNamespace).allowNamespace('admin', { reason: 'auditors' }),
  ({ namespaces: { shop } }) => (shop as ZeroTrustNamespace).allowScraping({ namespaceName: 'monitoring', reason: 'Prometheus' }),
  ({ namespaces: { shop } }) => (shop as ZeroTrustNamespace).allowScraping({ namespaceName: 'billing', podLabels: { app: 'meter' }, reason: 'chargeback' }),
  ({ namespaces: { data } }) => (data as ZeroTrustNamespace).allowNamespace('admin', { reason: 'operators' }),
  // plaintext and tokens
  ({ services: { legacy } }) => legacy.mutualTlsException({ mode: MutualTlsMode.DISABLE, reason: 'old runtime' }),
  ({ services: { web } }) => web.mutualTlsException({
    mode: MutualTlsMode.PERMISSIVE, ports: [80], sources: [PlaintextSource.pods('batch'), PlaintextSource.cidr('192.0.2.1')], reason: 'the nightly import',
  }),
  ({ services: { users } }) => users.requireJwt({
    rules: [
      JwtRule.of({ issuer: 'https://b.example.com', jwksUri: 'https://b.example.com/keys', audiences: ['y', 'x'], claims: [ClaimMatch.of('role', ['b', 'a'])] }),
      JwtRule.of({ issuer: 'https://a.example.com', jwksUri: 'https://a.example.com/keys', audiences: ['x'] }),
    ],
    publicPaths: [PathMatch.exact('/ready'), PathMatch.exact('/live')],
  }),
  ({ gateways: { partners } }) => partners.requireJwt({
    rules: [JwtRule.of({ issuer: 'https://a.example.com', jwksUri: 'https://a.example.com/keys', audiences: ['p'], forwardOriginalToken: true })],
  }),
  // routes
  ({ services: { web } }) => web.route('beta', { match: RouteMatch.of({ headers: [HeaderMatch.exact('x-group', 'beta')] }), version: 'beta' }),
  ({ services: { web } }) => web.route('moved', { match: at('/old'), redirect: Redirect.to({ prefixRewrite: '/new' }) }),
  ({ services: { web } }) => web.route('gone', { match: at('/older'), directResponse: DirectResponse.of(410) }),
  ({ services: { web } }) => web.route('cors', { match: at('/api'), cors: CorsPolicy.of({ allowOrigins: [OriginMatch.exact('https://example.com')] }) }),
  ({ services: { orders } }) => orders.route('slow', {
    match: at('/reports'), timeout: Duration.seconds(60), fault: FaultInjection.of({ delay: { fixedDelay: Duration.seconds(1), percentage: 1 }, reason: 'a test' }),
  }),
  ({ services: { payments } }) => payments.route('keyed', { match: at('/pay'), retries: RetryPolicy.idempotent({ attempts: 2, reason: 'keyed' }) }),
  ({ services: { queue } }) => queue.routeConnections('share', { port: 5672, split: { v2: 10, v1: 90 } }),
  ({ services: { vault } }) => vault.routeConnections('named', { port: 8200, split: { v2: 100 }, sniHosts: ['b.example.com', 'a.example.com'] }),
  ({ services: { vault } }) => vault.routeConnections('other', { port: 8200, split: { v1: 100 }, sniHosts: ['c.example.com'] }),
  // releases and tests
  ({ services, namespaces }) => new CanaryRelease(namespaces.shop, 'web-release', {
    service: services.web, stable: 'v1', candidate: 'v2', steps: [10, 50], step: 1, testerHeader: HeaderMatch.present('x-tester'), stickyCookie: {},
  }),
  ({ services, namespaces }) => new CanaryRelease(namespaces.shop, 'orders-release', { service: services.orders, stable: 'v1', candidate: 'v2', steps: [10], mirrorFirst: 5 }),
  ({ services, namespaces }) => new AbTest(namespaces.shop, 'models', {
    service: services.search, variants: [AbVariant.query(QueryMatch.exact('model', 'ml'), 'ml'), AbVariant.cookie('model', 'ml', 'ml')], defaultVersion: 'v1',
  }),
  // gateways
  ({ gateways: { edge }, services: { web } }) => edge.route(web, { hosts: ['www.example.com'] }),
  ({ gateways: { edge }, services: { orders } }) => edge.route(orders, { hosts: ['api.example.com'], path: PathMatch.subtree('/orders') }),
  ({ gateways: { edge }, services: { search } }) => edge.route(search, { path: PathMatch.subtree('/search'), port: 80 }),
  ({ gateways: { edge } }) => edge.addServer({ hosts: ['vault.example.com'], tls: GatewayTls.passthrough(), port: 8443 }),
  ({ gateways: { edge } }) => edge.addServer({ hosts: ['late.example.com'], tls: GatewayTls.simple('late-tls'), port: 9443 }),
  ({ gateways: { edge } }) => edge.addServer({ hosts: ['status.example.com'], port: 8080, plaintextReason: 'probes of the load balancer' }),
  ({ gateways: { partners }, services: { users } }) => partners.route(users, { path: PathMatch.exact('/me') }),
  ({ gateways: { partners }, services: { users } }) => partners.route(users, { name: 'others', path: PathMatch.subtree('/them'), methods: [HttpMethod.GET] }),
  // an edge, whose routes come before it or after
  ({ gateways: { partners }, charts }) => {
    const kong = new KongEdge(charts.platform, 'kong', {
      gateway: partners, edition: KongEdition.OSS_3_9, tls: EdgeTls.secret('public-tls'), caCertificate: 'partners-ca', clientCertificate: 'kong-client', trustedHops: 0,
    });
    kong.consumer('b', { credentials: [KongCredential.keyAuth('b-key')] });
    kong.plugin(KongPlugin.rateLimiting({ minute: 10 }), { routes: ['others'], consumers: ['b', 'a'] });
    kong.plugin(KongPlugin.keyAuth());
    kong.consumer('a', { credentials: [KongCredential.keyAuth('a-key'), KongCredential.acl('a-group')] });
  },
  ({ gateways: { edge }, charts }) => {
    new NginxEdge(charts.platform, 'nginx', {
      gateway: edge, hosts: ['www.example.com'], tls: EdgeTls.secret('public-tls'), caCertificate: 'edge-ca', trustedHops: 0,
    });
  },
  // somebody else decides
  ({ services: { judge, orders, search }, charts }) => {
    const decisions = new ExternalAuthorization(charts.platform, 'decisions', { provider: ExtAuthzProvider.grpc(judge) });
    decisions.protect(search, { paths: [PathMatch.subtree('/q')] });
    decisions.protect(orders, { methods: [HttpMethod.POST] });
    decisions.protect(orders, { methods: [HttpMethod.PUT, HttpMethod.DELETE] });
  },
  // seen at runtime
  ({ services: { web, users }, charts }) => {
    const falco = new FalcoRules(charts.platform, 'runtime', { output: FalcoOutput.RULESFILE });
    falco.allow(FalcoCheck.SHELL_IN_CONTAINER, web, { processes: ['sh', 'bash'], reason: 'its reports are scripts' });
    falco.allow(FalcoCheck.SHELL_IN_CONTAINER, users, { reason: 'it runs plugins' });
    falco.allow(FalcoCheck.DATAGRAM_AROUND_PROXY, users, { reason: 'statsd' });
  },
];

const DECLARATIONS_APART: Declaration[] = [
  ({ plain: { wiki, status }, charts }) => {
    const ingress = new KubernetesIngress(charts.support, 'old', {
      ingressClassName: 'nginx', controller: PlaintextSource.pods('nginx-ingress', { app: 'nginx-ingress' }), tls: EdgeTls.secret('old-tls'),
    });
    ingress.route('wiki.example.com', wiki);
    ingress.route('status.internal.example.com', status, { path: PathMatch.subtree('/status') });
    ingress.route('wiki.example.com', status, { path: PathMatch.exact('/health') });
  },
  ({ services: { orders }, plain: { wiki } }) => orders.calls(wiki),
  ({ services: { payments }, externals: { bank } }) => payments.calls(bank),
  ({ services: { web }, externals: { bank } }) => web.calls(bank),
];

/** What the second time is a second thing. */
const ONCE = /new \w+\.(CanaryRelease|AbTest|KongEdge|NginxEdge|KubernetesIngress|ExternalAuthorization|FalcoRules|Mesh)\(|requireJwt|\.route\(|routeConnections|addServer/;

interface Way {
  /** Undefined: as written above. */
  readonly seed?: number;
  readonly type?: YamlOutputType;
  /** Everything in one namespace. */
  readonly together?: boolean;
  /** How often what can be said again is said. */
  readonly times?: number;
  readonly synths?: number;
}

function build(app: App, { seed, together = false, times = 1 }: Way): void {
  const random = randomOf(seed ?? 0);
  const ordered = <T>(items: readonly T[]) => (seed === undefined ? [...items] : shuffle([...items], random));
  const charts = Object.fromEntries(ordered(['shop', 'data', 'platform', 'support', 'egress']).map((id) => [id, new Chart(app, id)]));
  const cast = new Cast(charts);
  const shared: Declaration = () => Object.assign(cast.namespaces, { data: cast.namespaces.shop, old: cast.namespaces.shop });
  const namespaces = together ? [NAMESPACES[0], shared] : ordered(NAMESPACES);
  const declarations = together ? DECLARATIONS.slice(1) : [...DECLARATIONS, ...DECLARATIONS_APART];
  const apart = together ? [] : ordered(APART);
  for (const declare of [...namespaces, ...ordered(SERVICES), ...apart, ...ordered(declarations)]) declare(cast);
  for (let time = 1; time < times; time++) for (const declare of declarations.filter((one) => !ONCE.test(String(one)))) declare(cast);
}

/** The files of a synth, by name. */
function filesOf(way: Way): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-istio-'));
  const app = new App({ outdir, yamlOutputType: way.type ?? YamlOutputType.FILE_PER_CHART });
  build(app, way);
  for (let synth = 0; synth < (way.synths ?? 1); synth++) app.synth();
  const names = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name)).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(outdir, name), 'utf8')]));
}

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

test('there is enough to shuffle', () => {
  expect(DECLARATIONS.length).toBeGreaterThanOrEqual(40);
  expect(DECLARATIONS.filter((one) => ONCE.test(String(one))).length).toBeGreaterThanOrEqual(20);
  expect(Object.keys(filesOf({ type: FOLDER_PER_CHART_FILE_PER_RESOURCE })).length).toBeGreaterThan(100);
});

test('fifty orders of declaration give the same bytes', () => {
  const expected = filesOf({});
  for (let seed = 1; seed <= 50; seed++) expect({ seed, files: filesOf({ seed }) }).toEqual({ seed, files: expected });
});

describe.each([
  ['one file', FILE_PER_APP, false],
  ['a file for each chart', FILE_PER_CHART, false],
  ['a file for each object', FILE_PER_RESOURCE, true],
  ['a folder for each chart', FOLDER_PER_CHART_FILE_PER_RESOURCE, false],
])('written as %s', (_name, type, together) => {
  test('every order of declaration gives the same', () => {
    const expected = contentOf(type, filesOf({ type, together }));
    for (let seed = 51; seed <= 60; seed++) expect(contentOf(type, filesOf({ type, together, seed }))).toEqual(expected);
  });

  test('a second synth gives the same', () => {
    expect(filesOf({ type, together, seed: 1, synths: 2 })).toEqual(filesOf({ type, together, seed: 1 }));
  });
});

test('a file for each object is refused where objects of several namespaces would be one file', () => {
  expect(() => filesOf({ type: FILE_PER_RESOURCE })).toThrow(/\[MSH113\] objects of different namespaces.*"AuthorizationPolicy.deny-all".*"Sidecar.default"/);
});

test('what is declared twice is declared once', () => {
  expect(filesOf({ times: 3 })).toEqual(filesOf({}));
});

/** Of one file for the whole app the documents, chart by chart: the charts are in the order in which they were made. */
function contentOf(type: YamlOutputType, files: Record<string, string>): unknown {
  return type === FILE_PER_APP ? files['app.k8s.yaml'].split('---\n').map((text) => text.trimEnd()).sort() : files;
}
