import { Size } from 'cdk8s';
import {
  CertificateIssuer, EdgePlacement, EdgeTls, GatewayTls, HttpMethod, KongCredential, KongDatabaseMode, KongEdge, KongEdition, KongLimitBy,
  KongPlugin, KongRateStore, KongSecretKey, MaskedField, Mesh, MeshGateway, NginxEdge, PathMatch, ServicePort, WebApplicationFirewall,
} from '../../../src';
import type { GatewayRouteOptions, KongConsumerOptions, KongEdgeProps } from '../../../src';
import { pluginProblems } from '../../testing/kong-plugin-schemas';
import { image, Shop } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

const HOST = 'a.example.com';
const tls = EdgeTls.secret('public-tls');
const key = (name: string): KongConsumerOptions => ({ credentials: [KongCredential.keyAuth(`${name}-key`)] });

/** A Kong before a gateway with these routes, all to one service. */
function kongOf(shop: Shop, props: Partial<KongEdgeProps> = {}, routes: GatewayRouteOptions[] = [{ name: 'all' }]): KongEdge {
  const gateway = props.gateway ?? new MeshGateway(shop.namespace, 'web', { hosts: [HOST], plaintextReason: 'test' });
  const service = shop.service('behind');
  for (const route of routes) gateway.route(service, route);
  return new KongEdge(shop.chart, 'kong', { gateway, edition: KongEdition.OSS_3_9, tls, ...props });
}

function said(wrong: (shop: Shop) => unknown): string {
  const shop = new Shop();
  try {
    wrong(shop);
    shop.app.synthYaml();
    return '';
  } catch (thrown) {
    return (thrown as Error).message.replace(/^Validation failed with the following errors:\n/, '').replace(/^ {2}\[\] /gm, '');
  }
}

describe('the call says', () => {
  test.each<[string, (shop: Shop) => unknown, string]>([
    [
      'injection protection on open source', (s) => kongOf(s).plugin(KongPlugin.injectionProtection()),
      '[MSH430] app/kong: plugin injection-protection is of Kong Enterprise; got "OSS_3_9"; allowed: ENTERPRISE; fix: with open source, a WebApplicationFirewall on the gateway refuses attacks',
    ],
    [
      'request validation on open source', (s) => kongOf(s).plugin(KongPlugin.requestValidator({ bodySchema: '{"type":"object"}' })),
      '[MSH430] app/kong: plugin request-validator is of Kong Enterprise; got "OSS_3_9"; allowed: ENTERPRISE; fix: with open source, requests are validated by an external authorization of the gateway that reads the body, or by the service',
    ],
    [
      'OpenID Connect on open source', (s) => kongOf(s).clusterPlugin(KongPlugin.openIdConnect({ issuer: 'https://id.example.com', audiences: ['a'] })),
      '[MSH430] app/kong: plugin openid-connect is of Kong Enterprise; got "OSS_3_9"; allowed: ENTERPRISE; fix: with open source, KongPlugin.jwt(…) checks tokens by keys that consumers’ credentials hold, and gateway.requireJwt(…) by those the provider publishes',
    ],
    [
      'tokens of Kong without a database', (s) => kongOf(s).plugin(KongPlugin.oauth2()),
      '[MSH431] app/kong: plugin oauth2 writes to Kong\'s database; got "DB_LESS"; allowed: TRADITIONAL; fix: tokens of an identity provider are checked by KongPlugin.jwt(…), or by KongPlugin.openIdConnect(…) with Kong Enterprise',
    ],
    [
      'counters of Kong without a database', (s) => kongOf(s, { edition: KongEdition.ENTERPRISE }).plugin(KongPlugin.rateLimiting({ minute: 1, store: KongRateStore.cluster() })),
      '[MSH431] app/kong: plugin rate-limiting writes to Kong\'s database; got "DB_LESS"; allowed: TRADITIONAL; fix: KongRateStore.redis(…) counts for all pods together, KongRateStore.local() for each',
    ],
    [
      'tokens for one consumer', (s) => kongOf(s).plugin(KongPlugin.jwt(), { consumers: ['acme'] }),
      '[MSH432] app/kong: plugin jwt cannot be restricted to consumers: it runs before they are known, or for everybody; got ["acme"]; fix: leave `consumers` out, or restrict it to routes',
    ],
    ['an unknown edition', (s) => kongOf(s, { edition: 'FREE' as KongEdition }), '[MSH010] app/kong: unknown edition; got "FREE"; allowed: OSS_3_9, ENTERPRISE'],
    ['an unknown database mode', (s) => kongOf(s, { databaseMode: 'HYBRID' as KongDatabaseMode }), '[MSH010] app/kong: unknown database mode; got "HYBRID"; allowed: DB_LESS, TRADITIONAL'],
    ['no routes', (s) => kongOf(s).plugin(KongPlugin.jwt(), { routes: [] }), '[MSH001] app/kong: `routes` is empty; got []; fix: name at least one, or leave `routes` out'],
    ['no credentials', (s) => kongOf(s).consumer('acme', { credentials: [] }), '[MSH001] app/kong: `credentials` is empty; got []; fix: name what he is known by'],
    ['a credential twice', (s) => kongOf(s).consumer('acme', { credentials: [KongCredential.keyAuth('a'), KongCredential.acl('a')] }), '[MSH015] app/kong: a credential is named twice; got "a"; fix: name each Secret once'],
    [
      'a consumer twice', (s) => { const kong = kongOf(s); kong.consumer('acme', key('a')); kong.consumer('acme', key('b')); },
      '[MSH051] app/kong: KongConsumer kong/kong-acme is already made by \'app/kong\'; fix: give one of the two another id (names are made from ids)',
    ],
    [
      'a tag of a firewall', (s) => new WebApplicationFirewall(s.chart, 'waf', { image: 'registry.example.com/coraza:latest' }),
      '[MSH445] app/waf: the image is not named by its digest; got "registry.example.com/coraza:latest"; allowed: registry/repository@sha256:…; fix: name the digest: a tag can be put on something else',
    ],
    [
      'two firewalls before the same pods', (s) => { for (const id of ['one', 'two']) new WebApplicationFirewall(s.chart, id, { image: `a@sha256:${'0'.repeat(64)}` }); },
      '[MSH051] app/two: TrafficExtension web-application-firewall is already made by \'app/one\'; fix: give one of the two another id (names are made from ids)',
    ],
  ])('%s', (_name, wrong, message) => {
    expect(said(wrong)).toBe(message);
  });
});

describe('the whole says', () => {
  const twoPaths: GatewayRouteOptions[] = [{ name: 'orders', path: PathMatch.subtree('/orders') }, { name: 'users', path: PathMatch.subtree('/users') }];

  test.each<[string, (shop: Shop) => unknown, string]>([
    [
      'a route that is not there', (s) => kongOf(s, {}, twoPaths).plugin(KongPlugin.correlationId(), { routes: ['order'] }),
      '[MSH439] app/kong: plugin kong-correlation-id is for a route that does not come through this edge; got "order"; allowed: orders, users; fix: use the name of a route of gateway shop/web',
    ],
    [
      'a consumer that is not there', (s) => kongOf(s).plugin(KongPlugin.correlationId(), { consumers: ['acme'] }),
      '[MSH440] app/kong: plugin kong-correlation-id is for a consumer that nobody declared; got "acme"; allowed: none; fix: declare him with kong.consumer(…)',
    ],
    [
      'limits by consumer where nobody knows them', (s) => kongOf(s).plugin(KongPlugin.rateLimiting({ minute: 1 })),
      '[MSH441] app/kong: plugin kong-rate-limiting asks who the consumer is, and no plugin finds it out there; fix: add KongPlugin.jwt(…), keyAuth(…), oauth2(…) or openIdConnect(…) with a consumerClaim, or limit by KongLimitBy.ip()',
    ],
    [
      'groups on a route that nobody authenticates',
      (s) => { const kong = kongOf(s, {}, twoPaths); kong.plugin(KongPlugin.keyAuth(), { routes: ['users'] }); kong.plugin(KongPlugin.acl(['a']), { routes: ['orders'] }); kong.consumer('acme', key('acme')); },
      '[MSH441] app/kong: plugin kong-acl asks who the consumer is, and no plugin finds it out there; fix: add KongPlugin.jwt(…), keyAuth(…), oauth2(…) or openIdConnect(…) with a consumerClaim, or limit by KongLimitBy.ip()',
    ],
    [
      'a credential that nobody reads', (s) => { const kong = kongOf(s); kong.plugin(KongPlugin.jwt()); kong.consumer('acme', key('acme')); },
      '[MSH442] app/kong: no plugin reads a credential of acme; got ["key-auth"]; allowed: jwt; fix: give a credential of that type, or the edge a plugin that reads it',
    ],
    [
      'a consumer where nobody is asked', (s) => kongOf(s).consumer('acme', key('acme')),
      '[MSH442] app/kong: no plugin reads a credential of acme; got ["key-auth"]; allowed: none: no plugin finds out who calls; fix: give a credential of that type, or the edge a plugin that reads it',
    ],
    [
      'one plugin twice for all routes', (s) => { const kong = kongOf(s); kong.plugin(KongPlugin.requestSizeLimiting(Size.kibibytes(1))); kong.plugin(KongPlugin.requestSizeLimiting(Size.kibibytes(2)), { name: 'more' }); },
      '[MSH443] app/kong: request-size-limiting is asked for twice for the same requests; got ["kong-more","kong-request-size-limiting"]; fix: give one of them other routes or consumers, or make one of both',
    ],
    [
      'two plans for one consumer',
      (s) => {
        const kong = kongOf(s);
        kong.plugin(KongPlugin.keyAuth());
        kong.consumer('acme', key('acme'));
        for (const [name, minute] of [['gold', 10], ['silver', 5]] as const) kong.plugin(KongPlugin.rateLimiting({ minute }), { name, consumers: ['acme'] });
      },
      '[MSH443] app/kong: rate-limiting is asked for twice for the same requests of acme; got ["kong-gold","kong-silver"]; fix: give one of them other routes or consumers, or make one of both',
    ],
    [
      'two plugins that want one token',
      (s) => { const kong = kongOf(s, { databaseMode: KongDatabaseMode.TRADITIONAL }); kong.plugin(KongPlugin.jwt()); kong.plugin(KongPlugin.oauth2(), { routes: ['all'] }); },
      '[MSH443] app/kong: jwt and oauth2 both want the token of the same requests, and none would pass; got ["kong-jwt","kong-oauth2"]; fix: give one of them other routes or consumers, or make one of both',
    ],
    [
      'a path that another route gets by priority',
      (s) => kongOf(s, {}, [{ name: 'open', path: PathMatch.subtree('/a/b') }, { name: 'closed', path: PathMatch.subtree('/a'), priority: 1 }]).plugin(KongPlugin.keyAuth(), { routes: ['closed'] }),
      // the gateway never sends anything to the other route, which is said elsewhere, and Kong would let it pass
      'MSH133',
    ],
    [
      'a host of NGINX, too',
      (s) => {
        const gateway = new MeshGateway(s.namespace, 'web', { hosts: [HOST], plaintextReason: 'test' });
        kongOf(s, { gateway });
        new NginxEdge(s.chart, 'nginx', { gateway, tls });
      },
      '[MSH401] app/nginx: a.example.com is served by two edges; got ["app/kong","app/nginx"]; fix: leave a host to one edge: list in `hosts` which are whose',
    ],
    [
      'gRPC',
      (s) => {
        const gateway = new MeshGateway(s.namespace, 'web', { hosts: [HOST], plaintextReason: 'test' });
        gateway.route(s.service('rpc', { ports: [ServicePort.grpc(9000)], workload: image('rpc') }), { path: PathMatch.subtree('/rpc') });
        kongOf(s, { gateway });
      },
      '[MSH406]',
    ],
    ['no authorities', (s) => kongOf(s, { gateway: new MeshGateway(s.namespace, 'web', { hosts: [HOST], tls: GatewayTls.simple('web-tls') }) }), '[MSH402]'],
  ])('%s', (_name, wrong, message) => {
    expect(said(wrong)).toContain(message);
  });
});

describe('Kong', () => {
  const plugins = (objects: any[], name: string) => find(objects, 'Ingress', name).metadata.annotations['konghq.com/plugins'];

  test('leads to the gateway and nowhere else', () => {
    const shop = new Shop();
    kongOf(shop, {}, [{ path: PathMatch.exact('/a') }, { path: PathMatch.regex('/b/.*'), allowedPaths: [PathMatch.subtree('/b')] }, { path: PathMatch.subtree('/c/d') }]);
    const objects = shop.synth();
    const services = objects.filter(({ metadata }) => metadata.namespace === 'kong' && metadata.annotations?.['konghq.com/protocol'] !== undefined);
    expect(services.map(({ spec }) => spec)).toEqual([{ type: 'ExternalName', externalName: 'istio-ingressgateway.istio-system.svc.cluster.local', ports: [{ name: 'http', port: 80, targetPort: 80 }] }]);
    const backends = objects.filter(({ kind }) => kind === 'Ingress').flatMap(({ spec }) => spec.rules.flatMap(({ http }: any) => http.paths.map(({ backend }: any) => backend.service.name)));
    expect(new Set(backends)).toEqual(new Set(services.map(({ metadata }) => metadata.name)));
    expect(judge(objects)).toEqual([]);
  });

  test('finds the gateway where the mesh says it is', () => {
    const shop = new Shop();
    kongOf(shop);
    new Mesh(shop.chart, 'mesh', { clusterDomain: 'east.example', ingressGateway: { namespace: 'edge', serviceName: 'public' } });
    expect(find(shop.synth(), 'Service', 'kong-a-example-com-to-gateway').spec.externalName).toBe('public.edge.svc.east.example');
  });

  test('has no secret in any manifest', () => {
    const shop = new Shop();
    const kong = kongOf(shop);
    kong.plugin(KongPlugin.keyAuth());
    kong.plugin(KongPlugin.rateLimiting({ minute: 1, store: KongRateStore.redis({ host: 'redis.example.com', password: KongSecretKey.of('kong-redis', 'password') }) }));
    kong.consumer('acme', key('acme'));
    const objects = shop.synth();
    expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(find(objects, 'KongPlugin', 'kong-rate-limiting').config.redis.password).toBeUndefined();
    expect(objects.filter(({ kind }) => kind === 'KongPlugin').flatMap(pluginProblems)).toEqual([]);
  });

  test('takes what is said of a route before what is said of all, and consumers beside', () => {
    const shop = new Shop();
    const kong = kongOf(shop, {}, [{ name: 'orders', path: PathMatch.subtree('/orders') }, { name: 'users', path: PathMatch.subtree('/users') }]);
    kong.plugin(KongPlugin.keyAuth());
    kong.plugin(KongPlugin.rateLimiting({ minute: 1 }));
    kong.plugin(KongPlugin.rateLimiting({ minute: 2 }), { name: 'users', routes: ['users'] });
    kong.plugin(KongPlugin.rateLimiting({ minute: 3 }), { name: 'gold', consumers: ['acme'] });
    kong.plugin(KongPlugin.rateLimiting({ minute: 4 }), { name: 'gold-users', consumers: ['acme'], routes: ['users'] });
    kong.clusterPlugin(KongPlugin.rateLimiting({ minute: 9, limitBy: KongLimitBy.ip() }), { name: 'everything' });
    kong.consumer('acme', key('acme'));
    const objects = shop.synth();
    expect(plugins(objects, 'kong-a-example-com-orders')).toBe('kong-key-auth,kong-rate-limiting');
    expect(plugins(objects, 'kong-a-example-com-users')).toBe('kong-gold-users,kong-key-auth,kong-users');
    expect(find(objects, 'KongConsumer', 'kong-acme').metadata.annotations['konghq.com/plugins']).toBe('kong-gold,kong-gold-users');
    expect(find(objects, 'KongClusterPlugin', 'kong-everything').metadata).toMatchObject({ labels: { global: 'true' }, annotations: { 'kubernetes.io/ingress.class': 'kong' } });
  });

  test('gives a path the plugins of whatever route the gateway may choose for it', () => {
    const shop = new Shop();
    const kong = kongOf(shop, {}, [
      { name: 'all' }, { name: 'reading', path: PathMatch.subtree('/docs'), methods: [HttpMethod.GET] }, { name: 'own', path: PathMatch.subtree('/own') },
    ]);
    // POST /docs is for `all`
    kong.plugin(KongPlugin.keyAuth(), { routes: ['all', 'reading'] });
    kong.plugin(KongPlugin.responseTransformer({ removeHeaders: ['server'] }), { routes: ['own'] });
    kong.consumer('acme', key('acme'));
    const objects = shop.synth();
    expect([plugins(objects, 'kong-a-example-com'), plugins(objects, 'kong-a-example-com-docs'), plugins(objects, 'kong-a-example-com-own')])
      .toEqual(['kong-key-auth', 'kong-key-auth', 'kong-response-transformer']);
  });

  test('lets in what the gateway routes later, too', () => {
    const shop = new Shop();
    const gateway = new MeshGateway(shop.namespace, 'web', { hosts: [HOST], plaintextReason: 'test' });
    const service = shop.service('behind');
    gateway.route(service, { name: 'everywhere', path: PathMatch.subtree('/e') });
    new KongEdge(shop.chart, 'kong', { gateway, edition: KongEdition.OSS_3_9, tls });
    gateway.addServer({ hosts: ['late.example.com'], tls: GatewayTls.simple('late-tls'), port: 8443, redirectHttp: false });
    gateway.route(service, { name: 'later', path: PathMatch.exact('/later'), hosts: ['late.example.com'] });
    expect(said(() => shop.app.synthYaml())).toContain('MSH402');
    const names = shop.app.node.findAll().map(({ node }) => node.id).filter((id) => id.startsWith('Entrance-'));
    expect(names.sort()).toEqual(['Entrance-a.example.com-subtree-|e', 'Entrance-late.example.com-exact-|later', 'Entrance-late.example.com-subtree-|e']);
  });

  test('names paths apart whose words are the same', () => {
    const shop = new Shop();
    kongOf(shop, {}, ['/a/b', '/a-b', '/A/b', '/a.b'].flatMap((path, index) => [{ name: `s${index}`, path: PathMatch.subtree(path) }, { name: `e${index}`, path: PathMatch.exact(path) }]));
    const names = shop.synth().filter(({ kind }) => kind === 'Ingress').map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(8);
  });

  test('has names that fit, however long the host is', () => {
    const shop = new Shop();
    const gateway = new MeshGateway(shop.namespace, 'web', { hosts: [`a.${'long.'.repeat(40)}example.com`, `b.${'long.'.repeat(40)}example.com`], plaintextReason: 'test' });
    kongOf(shop, { gateway }, [{ path: PathMatch.subtree(`/${'path/'.repeat(40)}a`), name: 'far' }]);
    expect(judge(shop.synth())).toEqual([]);
    expect(new Set(shop.synth().filter(({ spec }) => spec?.type === 'ExternalName').map(({ metadata }) => metadata.name)).size).toBe(2);
  });

  test('says to its chart what no object can say', () => {
    const shop = new Shop();
    expect(kongOf(shop).controllerValues).toBe('env:\n  database: "off"\n');
    const gateway = new MeshGateway(shop.namespace, 'other', { hosts: ['b.example.com'], tls: GatewayTls.simple('other-tls') });
    const meshed = new KongEdge(shop.chart, 'meshed', {
      gateway, edition: KongEdition.ENTERPRISE, databaseMode: KongDatabaseMode.TRADITIONAL, placement: EdgePlacement.INSIDE_MESH, tls: EdgeTls.certManager('public-tls', CertificateIssuer.clusterIssuer('ca')),
    });
    expect(meshed.controllerValues).toBe('env:\n  database: postgres\npodAnnotations:\n  sidecar.istio.io/inject: "true"\n  traffic.sidecar.istio.io/excludeInboundPorts: 8000,8080,8443\n');
  });

  test('emits plugins that their schemas take, whatever is said to them', () => {
    const shop = new Shop();
    const kong = kongOf(shop);
    kong.clusterPlugin(KongPlugin.httpLog({ endpoint: 'https://logs.example.com', authorization: KongSecretKey.of('logs', 'authorization') }));
    kong.plugin(KongPlugin.maskResponse([MaskedField.secret('**.token')]));
    const objects = shop.synth();
    expect(objects.filter(({ plugin }) => plugin !== undefined).flatMap(pluginProblems)).toEqual([]);
    expect(find(objects, 'KongClusterPlugin', 'kong-http-log').configPatches).toEqual([{ path: '/headers/Authorization', valueFrom: { secretKeyRef: { namespace: 'kong', name: 'logs', key: 'authorization' } } }]);
    expect(judge(objects)).toEqual([]);
  });
});
