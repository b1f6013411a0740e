import { planGatewayHost, planRoutes } from '../../src/model/plan';
import type { PlannedRoute } from '../../src/model/route';
import type { Service } from '../../src/model/service';
import type { RouteMatch } from '../../src/model/traffic';
import type { Problem } from '../../src/support/errors';
import { aGatewayRoute, aRelease, aRoute, aService, aSplit, versions } from '../testing/a-model';

const two = (as: Partial<Service> = {}) => aService('shop/orders', { versions: versions('v1', 'v2'), defaultVersion: 'v1', ...as });
const undecided = two({ defaultVersion: undefined });
const header = (value: string): RouteMatch => ({ headers: { 'x-user': { kind: 'exact', value } } });
const path = (value: string): RouteMatch => ({ path: { kind: 'subtree', value } });
const retries = { attempts: 3, perTryTimeoutMs: 2000, retryOn: ['5xx'], retryIdempotentOn: [] };
const v1 = aSplit({ v1: 100 });
const v2 = aSplit({ v2: 100 });

const names = (routes: readonly PlannedRoute[]) => routes.map(({ name }) => name);
const codes = (problems: readonly Problem[]) => problems.map(({ code, path: at }) => `${code} ${at}`);
const shares = ({ target }: PlannedRoute) =>
  target.kind !== 'destinations' ? target.kind : Object.fromEntries(target.destinations.map(({ version, weight }) => [version, weight]));

const plan = (service: Service, gatewayRoutes: Parameters<typeof planGatewayHost>[0]['routes'], routes: readonly PlannedRoute[] | undefined) => planGatewayHost({
  gateway: 'shop/edge', host: 'api.example.com', routes: gatewayRoutes, services: new Map([[service.key, service]]), planned: new Map(routes && [[service.key, routes]]),
});
const tester = header('tester');
const canary = planRoutes(undecided, [], aRelease(30, { tester })).routes;

test('testers and shares hold for requests from outside', () => {
  const { routes, problems } = plan(undecided, [aGatewayRoute('orders', { match: path('/orders') })], canary);
  expect(problems).toStrictEqual([]);
  expect(names(routes)).toStrictEqual(['orders-canary-tester', 'orders']);
  expect(routes.map(({ match }) => match)).toStrictEqual([{ ...path('/orders'), ...tester }, path('/orders')]);
  expect(routes.map(shares)).toStrictEqual([{ v2: 100 }, { v1: 70, v2: 30 }]);
  expect(routes[1]).toMatchObject({ service: 'shop/orders', port: 8080 });
});

test('what cannot match is left out, and nothing follows what takes the rest', () => {
  const inside = planRoutes(two(), [
    aRoute('a', { match: path('/a'), target: v2 }), aRoute('b', { match: path('/b'), target: v2 }), aRoute('below', { match: path('/b/c'), target: v1 }),
  ], undefined).routes;
  const { routes } = plan(two(), [aGatewayRoute('edge', { match: path('/b') })], inside);
  expect(names(routes)).toStrictEqual(['edge-below', 'edge']);
  expect(routes.map(shares)).toStrictEqual([{ v1: 100 }, { v2: 100 }]);
});

test('the gateway\'s own settings come before the service\'s; what both say of other headers holds together', () => {
  const service = two({ timeoutMs: 1000 });
  const inside = planRoutes(service, [aRoute('all', {
    target: aSplit({ v1: 50, v2: 50 }),
    headers: { request: { set: { 'a': 'inner', 'x-b': 'inner' }, remove: ['x-c'] } },
  })], undefined).routes;
  const { routes: [route] } = plan(service, [aGatewayRoute('edge', {
    timeoutMs: 9000, retries, headers: { request: { set: { A: 'outer' } }, response: { remove: ['server'] } },
  })], inside);
  expect(route).toMatchObject({
    timeoutMs: 9000,
    retries,
    headers: { request: { set: { 'A': 'outer', 'x-b': 'inner' }, remove: ['x-c'] }, response: { remove: ['server'] } },
  });
  expect(route.headers!.request!.set).not.toHaveProperty('a');
});

test('routes of several services are ordered together', () => {
  const other = aService('shop/users');
  const { routes } = planGatewayHost({
    gateway: 'shop/edge',
    host: 'api.example.com',
    routes: [aGatewayRoute('orders'), aGatewayRoute('users', { service: 'shop/users', match: path('/users') }), aGatewayRoute('gone', { service: 'shop/gone', match: path('/gone') })],
    services: new Map([['shop/orders', aService('shop/orders', { owned: false, versions: [] })], ['shop/users', other]]),
    planned: new Map([['shop/users', planRoutes(other, [], undefined).routes]]),
  });
  expect(names(routes)).toStrictEqual(['users', 'orders']);
  expect(routes[1].target).toMatchObject({ destinations: [{ version: undefined, weight: 100 }] });
});

describe('that rewrites paths', () => {
  const inside = (match: RouteMatch) => planRoutes(two(), [aRoute('inner', { match, target: v2 })], undefined).routes;
  /** Which paths reach v2, and what it receives. */
  const outside = (gateway: RouteMatch, to: string, inner: RouteMatch) => {
    const { routes, problems } = plan(two(), [aGatewayRoute('edge', { match: gateway, rewrite: { path: to } })], inside(inner));
    if (problems.length > 0) return codes(problems);
    const found = routes.find((route) => 'v2' in Object(shares(route)));
    return found && [found.match.path && `${found.match.path.kind} ${found.match.path.value}`, found.rewrite?.path];
  };

  test.each<[string, RouteMatch, string, RouteMatch, unknown]>([
    ['below the prefix', path('/shop'), '/', path('/admin'), ['subtree /shop/admin', '/admin']],
    ['below the replacement', path('/shop'), '/v2', path('/v2/admin'), ['subtree /shop/admin', '/v2/admin']],
    ['all of the replacement', path('/shop'), '/v2', path('/v2'), ['subtree /shop', '/v2']],
    ['more than the replacement', path('/shop'), '/v2/orders', path('/v2'), ['subtree /shop', '/v2/orders']],
    ['another path', path('/shop'), '/v2', path('/v1'), undefined],
    ['a longer name than the replacement', path('/shop'), '/v2', { path: { kind: 'exact', value: '/v22' } }, undefined],
    ['an exact path', path('/shop'), '/v2', { path: { kind: 'exact', value: '/v2/a' } }, ['exact /shop/a', '/v2/a']],
    ['the root', path('/shop'), '/', { path: { kind: 'exact', value: '/' } }, ['regex /shop/?', '/']],
    ['a prefix', path('/shop'), '/v2', { path: { kind: 'prefix', value: '/v2/a' } }, ['prefix /shop/a', '/v2/a']],
    ['a prefix of the replacement', path('/shop'), '/v2', { path: { kind: 'prefix', value: '/v' } }, ['subtree /shop', '/v2']],
    ['an exact gateway path', { path: { kind: 'exact', value: '/shop' } }, '/v2', path('/v2'), ['exact /shop', '/v2']],
    ['an exact gateway path, elsewhere', { path: { kind: 'exact', value: '/shop' } }, '/v2', path('/v1'), undefined],
    ['a gateway path by expression, which is replaced as a whole', { path: { kind: 'regex', value: '/shop/[a-z]+' } }, '/v2/a', path('/v2'), ['regex /shop/[a-z]+', '/v2/a']],
    ['every gateway path', {}, '/v2', path('/v2/a'), ['subtree /a', '/v2/a']],
    ['every gateway path, all of it', {}, '/v2', path('/v2'), [undefined, '/v2']],
    ['a gateway prefix', { path: { kind: 'prefix', value: '/shop/' } }, '/v2', { path: { kind: 'exact', value: '/v2/a' } }, ['exact /shop/a', '/v2/a']],
    ['a bare gateway prefix that loses a slash', { path: { kind: 'prefix', value: '/shop' } }, '/', path('/a'), ['MSH143 gateway route edge']],
    ['a regular expression', path('/shop'), '/v2', { path: { kind: 'regex', value: '/v2/[0-9]+' } }, ['MSH143 gateway route edge']],
  ])('%s', (_title, gateway, to, inner, expected) => {
    expect(outside(gateway, to, inner)).toStrictEqual(expected);
  });

  test('a narrower path of a service that rewrites keeps what comes after the match', () => {
    const service = planRoutes(two(), [aRoute('inner', { match: path('/api'), target: v2, rewrite: { path: '/v2' } })], undefined).routes;
    const { routes } = plan(two(), [aGatewayRoute('edge', { match: path('/api/users') })], service);
    expect(routes[0]).toMatchObject({ match: path('/api/users'), rewrite: { path: '/v2/users' } });
  });

  test('what replaces an exact path replaces it whole', () => {
    const exact: RouteMatch = { path: { kind: 'exact', value: '/api/me' } };
    const service = planRoutes(two(), [aRoute('inner', { match: exact, target: v2, rewrite: { path: '/v2/me' } })], undefined).routes;
    const { routes } = plan(two(), [aGatewayRoute('edge', { match: path('/api') })], service);
    expect(routes[0]).toMatchObject({ match: exact, rewrite: { path: '/v2/me' } });
  });

  test('by regular expression, where the service looks at no path', () => {
    const rewrite = { regex: { match: '^/a', rewrite: '/b' } };
    const service = planRoutes(two(), [aRoute('inner', { match: tester, target: v2 })], undefined).routes;
    const { routes, problems } = plan(two(), [aGatewayRoute('edge', { match: path('/a'), rewrite })], service);
    expect(problems).toStrictEqual([]);
    expect(routes).toMatchObject([{ match: { ...path('/a'), ...tester }, rewrite }, { match: path('/a'), rewrite }]);
  });

  test('so do its redirects', () => {
    const service = planRoutes(two(), [aRoute('inner', { match: path('/api'), target: { kind: 'redirect', redirect: { prefixRewrite: '/v2' } } })], undefined).routes;
    const { routes } = plan(two(), [aGatewayRoute('edge', { match: path('/api/users') })], service);
    expect(routes[0]).toMatchObject({ target: { redirect: { prefixRewrite: '/v2/users' } }, rewrite: undefined });
  });

  test('a condition on the host is about the rewritten one', () => {
    const service = (value: string) => planRoutes(two(), [aRoute('inner', { match: { authority: { kind: 'exact', value } }, target: v2 })], undefined).routes;
    const edge = aGatewayRoute('edge', { rewrite: { authority: 'orders' } });
    expect(plan(two(), [edge], service('orders')).routes).toMatchObject([{ name: 'edge', match: {}, rewrite: { authority: 'orders' } }]);
    expect(plan(two(), [edge], service('other')).routes).toMatchObject([{ name: 'edge', target: { destinations: [{ version: 'v1' }] } }]);
  });
});

test.each<[string, Parameters<typeof plan>[1], readonly PlannedRoute[], string[]]>([
  ['two for the same requests', [aGatewayRoute('a', { match: path('/a') }), aGatewayRoute('b', { match: path('/a') })], canary, ['MSH134 gateway route b']],
  ['one hides another', [aGatewayRoute('a', { match: path('/a'), priority: 1 }), aGatewayRoute('b', { match: path('/a/b') })], canary, ['MSH133 gateway route b']],
  ['two of one name', [aGatewayRoute('a', { match: path('/a') }), aGatewayRoute('a', { match: path('/b') })], canary, ['MSH132 gateway route a']],
  ['two expressions for one path', [aGatewayRoute('a', { match: { path: { kind: 'regex', value: '/a.*' } } })],
    planRoutes(two(), [aRoute('r', { match: { path: { kind: 'regex', value: '.*b' } }, target: v2 })], undefined).routes, ['MSH143 gateway route a']],
  ['a path after a rewrite by expression', [aGatewayRoute('a', { rewrite: { regex: { match: 'a', rewrite: 'b' } } })],
    planRoutes(two(), [aRoute('r', { match: path('/a'), target: v2 })], undefined).routes, ['MSH143 gateway route a']],
  ['both rewrite the path', [aGatewayRoute('a', { match: path('/x'), rewrite: { path: '/y' } })],
    planRoutes(two(), [aRoute('r', { target: v2, rewrite: { path: '/z' } })], undefined).routes, ['MSH144 gateway route a']],
  ['both rewrite the host', [aGatewayRoute('a', { rewrite: { authority: 'y' } })],
    planRoutes(two(), [aRoute('r', { target: v2, rewrite: { authority: 'z' } })], undefined).routes, ['MSH144 gateway route a']],
  ['a redirect would be rewritten', [aGatewayRoute('a', { match: path('/x'), rewrite: { path: '/' } })],
    planRoutes(two(), [aRoute('r', { target: { kind: 'redirect', redirect: { uri: '/new' } } })], undefined).routes, ['MSH144 gateway route a']],
  ['the gateway\'s timeout is too short', [aGatewayRoute('a', { timeoutMs: 3000 })], planRoutes(aService('shop/orders', { retries }), [], undefined).routes, ['MSH139 gateway route a']],
])('problem: %s', (_title, gatewayRoutes, inside, expected) => {
  expect(codes(plan(two(), gatewayRoutes, inside).problems)).toStrictEqual(expected);
});
