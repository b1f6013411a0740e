import {
  CertificateIssuer, ExternalService, GatewayTls, HeaderMatch, HttpMethod, JwtRule, MeshGateway, MeshService, PathMatch, QueryMatch, Rewrite,
  RouteMatch, ServicePort,
} from '../../../src';
import { Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

const tls = GatewayTls.simple('api-tls');

function edgeOf(shop: Shop, hosts = ['api.example.com']): MeshGateway {
  return new MeshGateway(shop.namespace, 'edge', { hosts, tls });
}

/** Operations of the rules in a service's policy. */
function operations(shop: Shop, service: string): unknown[] {
  return find(shop.synth(), 'AuthorizationPolicy', `${service}-callers`).spec.rules.map((rule: any) => rule.to[0].operation);
}

/** A route's path, what takes its place, and what the service then receives. */
const REWRITES: [string, PathMatch | undefined, string, Record<string, string>][] = [
  ['every path below another', undefined, '/shop', { '/': '/shop/', '/a/b': '/shop/a/b' }],
  ['every path, twice over', PathMatch.prefix('/'), '/shop/', { '/': '/shop/', '/a/b': '/shop/a/b' }],
  ['a prefix with a slash at its end', PathMatch.prefix('/v1/'), '/api', { '/v1/': '/api/', '/v1/a': '/api/a' }],
  ['a prefix that is no segment', PathMatch.prefix('/v'), '/w', { '/v': '/w', '/v1': '/w1', '/v/a': '/w/a' }],
  ['a prefix that goes away', PathMatch.prefix('/web'), '/', { '/web': '/', '/web/a': '/a', '/webs': '/s' }],
  ['a prefix that becomes a folder', PathMatch.prefix('/web'), '/x/', { '/web': '/x/', '/web/a': '/x/a', '/webs': '/x/s' }],
  ['a subtree', PathMatch.subtree('/users'), '/people', { '/users': '/people', '/users/': '/people/', '/users/1': '/people/1' }],
  ['a subtree that goes away', PathMatch.subtree('/users'), '/', { '/users': '/', '/users/': '/', '/users/1': '/1' }],
  ['a subtree that becomes a folder', PathMatch.subtree('/users'), '/people/', { '/users': '/people', '/users/1': '/people/1' }],
  ['one path', PathMatch.exact('/me'), '/users/me', { '/me': '/users/me' }],
  ['what a regular expression matches', PathMatch.regex('/u/[0-9]+'), '/users', { '/u/1': '/users' }],
];

/** What becomes of a path in the first entry that takes it, as Envoy does it. */
function rewritten(entries: any[], path: string): string | undefined {
  for (const { match = [{}], rewrite } of entries) {
    for (const { uri = { prefix: '/' } } of match) {
      const matched = uri.exact === path || (uri.prefix !== undefined && path.startsWith(uri.prefix)) || (uri.regex !== undefined && new RegExp(`^(${uri.regex})$`).test(path));
      if (!matched) continue;
      if (rewrite.uriRegexRewrite !== undefined) return path.replace(new RegExp(rewrite.uriRegexRewrite.match), rewrite.uriRegexRewrite.rewrite);
      return uri.prefix === undefined ? rewrite.uri : rewrite.uri + path.slice(uri.prefix.length);
    }
  }
  return undefined;
}

function allows(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

test('a gateway says its name and namespace', () => {
  const edge = edgeOf(new Shop());
  expect([edge.gatewayName, edge.namespaceName]).toEqual(['edge', 'shop']);
});

describe('a certificate', () => {
  test('is for all hosts of all servers that use its Secret', () => {
    const shop = new Shop();
    const edge = new MeshGateway(shop.namespace, 'edge', { hosts: ['b.example.com'], tls, certificateIssuer: CertificateIssuer.issuer('acme') });
    edge.addServer({ hosts: ['a.example.com', 'b.example.com'], tls, port: 8443 });
    edge.addServer({ hosts: ['c.example.com'], tls: GatewayTls.simple('other-tls'), port: 9443 });
    edge.addServer({ hosts: ['d.example.com'], tls: GatewayTls.passthrough(), port: 10443 });
    const certificates = shop.synth().filter((object) => object.kind === 'Certificate');
    expect(certificates.map(({ metadata, spec }) => [metadata.namespace, metadata.name, spec.dnsNames])).toEqual([
      ['istio-system', 'api-tls', ['a.example.com', 'b.example.com']],
      ['istio-system', 'other-tls', ['c.example.com']],
    ]);
  });

  test('of two gateways cannot be in one Secret', () => {
    const shop = new Shop();
    const certificateIssuer = CertificateIssuer.clusterIssuer('acme');
    new MeshGateway(shop.namespace, 'one', { hosts: ['a.example.com'], tls, certificateIssuer });
    expect(() => new MeshGateway(shop.namespace, 'two', { hosts: ['b.example.com'], tls, certificateIssuer })).toThrow(/\[MSH051\].*api-tls is already made by 'app\/shop\/one/);
  });
});

describe('a route', () => {
  test('lets the gateway do what it routes, as the service receives it', () => {
    const shop = new Shop();
    const orders = shop.service('orders', { ports: [ServicePort.http(80, { targetPort: 8080 })] });
    edgeOf(shop).route(orders, { path: PathMatch.subtree('/api/orders'), methods: [HttpMethod.GET], rewrite: Rewrite.path('/orders') });
    expect(operations(shop, 'orders')).toEqual([{ methods: ['GET'], paths: ['/orders', '/orders/*'], ports: ['8080'] }]);
  });

  test.each(REWRITES)('%s', (_name, path, replacement, requests) => {
    const shop = new Shop();
    edgeOf(shop).route(shop.service('orders'), { path, rewrite: Rewrite.path(replacement) });
    const entries = find(shop.synth(), 'VirtualService', 'edge-api-example-com').spec.http;
    const [{ paths }] = operations(shop, 'orders') as { paths: string[] }[];
    for (const [asked, received] of Object.entries(requests)) {
      expect([asked, rewritten(entries, asked)]).toEqual([asked, received]);
      expect([asked, paths.some((pattern) => allows(pattern, received))]).toEqual([asked, true]);
    }
    expect(paths.some((pattern) => allows(pattern, '/secret'))).toBe(replacement === '/' && path !== undefined);
  });

  test('lets the gateway call what the service’s own routes make of its paths', () => {
    const shop = new Shop();
    const orders = shop.service('orders');
    orders.route('renamed', { match: RouteMatch.of({ path: PathMatch.subtree('/api/old') }), rewrite: Rewrite.path('/v2/new') });
    orders.route('other', { match: RouteMatch.of({ path: PathMatch.subtree('/admin') }), rewrite: Rewrite.path('/console') });
    edgeOf(shop).route(orders, { path: PathMatch.subtree('/api') });
    expect(operations(shop, 'orders')).toEqual([{ paths: ['/api', '/api/*', '/v2/new', '/v2/new/*'], ports: ['8080'] }]);
    expect(find(shop.synth(), 'VirtualService', 'edge-api-example-com').spec.http.map((entry: any) => entry.rewrite?.uri)).toEqual(['/v2/new', '/v2/new/', undefined]);
  });

  test('asks what that is where a regular expression makes it', () => {
    const routed = (allowedPaths?: PathMatch[]) => {
      const shop = new Shop();
      const orders = shop.service('orders');
      orders.route('numbered', { match: RouteMatch.of({ path: PathMatch.subtree('/api') }), rewrite: Rewrite.regex('^/api/([0-9]+)', '/orders/\\1') });
      edgeOf(shop).route(orders, { path: PathMatch.subtree('/api'), allowedPaths });
      return shop;
    };
    expect(() => routed().synth()).toThrow(/\[MSH145\] app\/shop\/edge: what route\(numbered\) of app\/shop\/orders makes/);
    expect(operations(routed([PathMatch.subtree('/orders')]), 'orders')).toEqual([{ paths: ['/orders', '/orders/*'], ports: ['8080'] }]);
  });

  test('lets the gateway call what was asked for, where a policy cannot say what a regular expression says', () => {
    const shop = new Shop();
    edgeOf(shop).route(shop.service('orders'), {
      path: PathMatch.regex('/orders/[0-9]+'), allowedPaths: [PathMatch.prefix('/orders/')],
    });
    expect(operations(shop, 'orders')).toEqual([{ paths: ['/orders/*'], ports: ['8080'] }]);
  });

  test('without hosts holds for servers that are opened later too', () => {
    const shop = new Shop();
    const edge = edgeOf(shop);
    edge.route(shop.service('orders'));
    edge.addServer({ hosts: ['late.example.com'], tls, port: 8443 });
    const names = shop.synth().filter((object) => object.kind === 'VirtualService').map((object) => object.metadata.name);
    expect(names).toEqual(['edge-api-example-com', 'edge-late-example-com', 'orders']);
  });

  test('of several ports names one', () => {
    const shop = new Shop();
    const orders = shop.service('orders', { ports: [ServicePort.http(80), ServicePort.grpc(90), ServicePort.tcp(5432)] });
    edgeOf(shop).route(orders, { port: 90 });
    expect(find(shop.synth(), 'VirtualService', 'edge-api-example-com').spec.http[0].route[0].destination.port).toEqual({ number: 90 });
  });

  test('may ask for headers and query parameters', () => {
    const shop = new Shop();
    edgeOf(shop).route(shop.service('orders'), { headers: [HeaderMatch.exact('x-a', '1')], query: [QueryMatch.exact('b', '2')] });
    expect(find(shop.synth(), 'VirtualService', 'edge-api-example-com').spec.http[0].match).toEqual([
      { headers: { 'x-a': { exact: '1' } }, queryParams: { b: { exact: '2' } } },
    ]);
  });

  test('has a name made of the service and the path', () => {
    const shop = new Shop();
    const edge = edgeOf(shop);
    const orders = shop.service('orders');
    edge.route(orders, { path: PathMatch.prefix('/API/v1/orders/') });
    edge.route(orders, { path: PathMatch.prefix('/') });
    edge.route(orders, { path: PathMatch.exact('/status'), name: 'health' });
    expect(find(shop.synth(), 'VirtualService', 'edge-api-example-com').spec.http.map((entry: any) => entry.name)).toEqual(['health', 'orders-api-v1-orders', 'orders']);
  });

  test('goes to services only', () => {
    const shop = new Shop();
    const outside = new ExternalService(shop.namespace, 'mail', { hosts: ['mail.example.com'], ports: [ServicePort.https(443)] });
    expect(() => edgeOf(shop).route(outside as unknown as MeshService)).toThrow(/\[MSH078\].*services of the mesh only/);
  });

  test('refuses lists that are empty, and hosts it does not serve', () => {
    const shop = new Shop();
    const [edge, orders] = [edgeOf(shop), shop.service('orders')];
    expect(() => edge.route(orders, { hosts: [] })).toThrow(/\[MSH001\].*`hosts` is empty/);
    expect(() => edge.route(orders, { allowedPaths: [] })).toThrow(/\[MSH001\].*`allowedPaths` is empty/);
    expect(() => edge.route(orders, { hosts: ['other.example.com'] })).toThrow('[MSH064]');
  });
});

describe('TLS that is passed through', () => {
  function passing(shop: Shop): MeshGateway {
    return new MeshGateway(shop.namespace, 'edge', { hosts: ['vault.example.com'], tls: GatewayTls.passthrough() });
  }

  test('goes to the version that gets the port’s connections, and the gateway may make them', () => {
    const shop = new Shop();
    const vault = shop.versioned('vault', ['v1', 'v2'], { ports: [ServicePort.tls(8200)], defaultVersion: 'v1' });
    vault.routeConnections('share', { port: 8200, split: { v1: 90, v2: 10 } });
    passing(shop).routeTls(vault, 'vault.example.com', 8200);
    const [{ route }] = find(shop.synth(), 'VirtualService', 'edge-vault-example-com').spec.tls;
    expect(route.map((to: any) => [to.destination.subset, to.weight])).toEqual([['v1', 90], ['v2', 10]]);
    expect(operations(shop, 'vault')).toEqual([{ ports: ['8200'] }]);
  });

  test('needs a host that is passed through, and a port that speaks TLS', () => {
    const shop = new Shop();
    const vault = shop.service('vault', { ports: [ServicePort.tls(8200), ServicePort.http(8080)] });
    const edge = passing(shop);
    expect(() => edge.routeTls(vault, 'other.example.com', 8200)).toThrow('[MSH064] app/shop/edge: the gateway does not pass TLS for this host through; got "other.example.com"; allowed: vault.example.com');
    expect(() => edge.routeTls(vault, 'vault.example.com', 8080)).toThrow('[MSH079]');
    expect(() => edge.routeTls(vault, 'vault.example.com', 1)).toThrow('[MSH055]');
    expect(() => edge.route(vault, { hosts: ['vault.example.com'] })).toThrow('[MSH064]');
  });

  test('is not redirected to', () => {
    const shop = new Shop();
    expect(() => new MeshGateway(shop.namespace, 'edge', { hosts: ['vault.example.com'], tls: GatewayTls.passthrough(), redirectHttp: true })).toThrow('[MSH065]');
    new MeshGateway(shop.namespace, 'other', { hosts: ['vault.example.com'], tls: GatewayTls.passthrough() });
    expect(find(shop.synth(), 'Gateway', 'other').spec.servers.map((server: any) => server.port.number)).toEqual([443]);
  });
});

test('a token may be asked for by the gateway and by the service, when the gateway passes it on', () => {
  const shop = new Shop();
  const [orders, edge] = [shop.service('orders'), edgeOf(shop)];
  edge.route(orders);
  const rules = [JwtRule.of({ issuer: 'https://a.example.com', jwksUri: 'https://a.example.com/keys', audiences: ['a'], forwardOriginalToken: true })];
  for (const demanding of [edge, orders]) demanding.requireJwt({ rules });
  expect(shop.synth().filter(({ kind }) => kind === 'RequestAuthentication').map(({ metadata }) => metadata.name)).toEqual(['shop-edge-token', 'orders-token']);
});

test('two ports with TLS share the port that redirects to them', () => {
  const shop = new Shop();
  const edge = edgeOf(shop);
  edge.addServer({ hosts: ['b.example.com'], tls, port: 8443, redirectHttp: true });
  const [redirect, ...others] = find(shop.synth(), 'Gateway', 'edge').spec.servers;
  expect(redirect).toMatchObject({ port: { number: 80 }, hosts: ['shop/api.example.com', 'shop/b.example.com'], tls: { httpsRedirect: true } });
  expect(others.map((server: any) => server.port.number)).toEqual([443, 8443]);
});

