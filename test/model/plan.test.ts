import { planGatewayHost, planRoutes, planStreams } from '../../src/model/plan';
import type { PlannedRoute } from '../../src/model/route';
import type { Service } from '../../src/model/service';
import type { RouteMatch } from '../../src/model/traffic';
import type { Problem } from '../../src/support/errors';
import { aGatewayRoute, aPort, aRelease, aRoute, aService, aSplit, aStream, versions } from '../testing/a-model';

const two = (as: Partial<Service> = {}) => aService('shop/orders', { versions: versions('v1', 'v2'), defaultVersion: 'v1', ...as });
const undecided = two({ defaultVersion: undefined });
const header = (value: string): RouteMatch => ({ headers: { 'x-user': { kind: 'exact', value } } });
const path = (value: string): RouteMatch => ({ path: { kind: 'subtree', value } });
const retries = { attempts: 3, perTryTimeoutMs: 2000, retryOn: ['5xx'], retryIdempotentOn: [] };
const fault = { abort: { httpStatus: 503, percentage: 1 }, reason: 'drill' };
const mirror = { version: 'v2', percentage: 10, methods: ['GET'] };
const v1 = aSplit({ v1: 100 });
const v2 = aSplit({ v2: 100 });

const names = (routes: readonly PlannedRoute[]) => routes.map(({ name }) => name);
const codes = (problems: readonly Problem[]) => problems.map(({ code, path: at }) => `${code} ${at}`);
const shares = ({ target }: PlannedRoute) =>
  target.kind !== 'destinations' ? target.kind : Object.fromEntries(target.destinations.map(({ version, weight }) => [version, weight]));

describe('without a release', () => {
  test('one version takes everything', () => {
    const { routes, problems } = planRoutes(aService('shop/orders'), [], undefined);
    expect(problems).toStrictEqual([]);
    expect(names(routes)).toStrictEqual(['default']);
    expect(shares(routes[0])).toStrictEqual({ v1: 100 });
  });

  test('routes go by priority, then the narrower first, then by id; whatever has no condition comes last', () => {
    const routes = [
      aRoute('all', { priority: 9, target: v1 }),
      aRoute('wide', { match: path('/a'), target: v2 }),
      aRoute('narrow', { match: path('/a/b'), target: v1 }),
      aRoute('zebra', { match: header('z'), target: v1 }),
      aRoute('ant', { match: header('a'), target: v1 }),
      aRoute('first', { match: path('/first'), priority: 1, target: v1 }),
    ];
    const forwards = planRoutes(two(), routes, undefined);
    const backwards = planRoutes(two(), [...routes].reverse(), undefined);
    expect(names(forwards.routes)).toStrictEqual(['first', 'ant', 'zebra', 'narrow', 'wide', 'all']);
    expect(backwards).toStrictEqual(forwards);
    expect(forwards.problems).toStrictEqual([]);
  });

  test('what a route does not say is the service\'s', () => {
    const service = two({ timeoutMs: 10_000, retries });
    const [own, faulty, rest] = planRoutes(service, [
      aRoute('a-own', { match: path('/own'), target: v2, timeoutMs: 20_000 }),
      aRoute('b-faulty', { match: path('/bad'), fault }),
    ], undefined).routes;
    expect(own).toMatchObject({ timeoutMs: 20_000, retries });
    expect(faulty).toMatchObject({ timeoutMs: 10_000, retries: { attempts: 0 }, fault });
    expect(rest).toMatchObject({ timeoutMs: 10_000, retries, fault: undefined });
  });

  test('shares of zero are left out', () => {
    const [route] = planRoutes(two(), [aRoute('all', { target: aSplit({ v1: 100, v2: 0 }) })], undefined).routes;
    expect(shares(route)).toStrictEqual({ v1: 100 });
  });

  test('a service without HTTP ports has no HTTP routes', () => {
    expect(planRoutes(aService('shop/orders', { ports: [aPort('TCP', 5432)] }), [], undefined)).toStrictEqual({ routes: [], problems: [] });
  });
});

describe('a release', () => {
  const tester = header('tester');
  const stickyCookie = { name: 'canary', maxAgeSeconds: 3600 };

  test('shares out the default, and leaves routes to named versions alone', () => {
    const { routes, problems } = planRoutes(undecided, [aRoute('pinned', { match: path('/pinned'), target: v1 })], aRelease(30));
    expect(problems).toStrictEqual([]);
    expect(routes.map(shares)).toStrictEqual([{ v1: 100 }, { v1: 70, v2: 30 }]);
  });

  test.each([[0, { v1: 100 }], [100, { v2: 100 }]])('at %d percent one version gets everything, and no cookie', (weight, expected) => {
    const { routes } = planRoutes(undecided, [], aRelease(weight, { stickyCookie }));
    expect(names(routes)).toStrictEqual(['default']);
    expect(shares(routes[0])).toStrictEqual(expected);
    expect(routes[0].target).toMatchObject({ destinations: [{ setCookie: undefined }] });
  });

  test('testers come first, then who has the cookie, then everybody', () => {
    const { routes } = planRoutes(undecided, [aRoute('pinned', { match: path('/pinned'), target: v1 })], aRelease(30, { tester, stickyCookie }));
    expect(names(routes)).toStrictEqual(['canary-tester', 'canary-sticky', 'pinned', 'default']);
    expect(routes.map(shares)).toStrictEqual([{ v2: 100 }, { v2: 100 }, { v1: 100 }, { v1: 70, v2: 30 }]);
    expect(routes[1].match).toStrictEqual({ headers: { cookie: { kind: 'regex', value: '(.*;\\s*)?canary=v2(;.*)?' } } });
    expect(routes[3].target).toMatchObject({
      destinations: [{ version: 'v1', setCookie: undefined }, { version: 'v2', setCookie: 'canary=v2; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax' }],
    });
  });

  test('the cookie is found among others, and no other is taken for it', () => {
    const [sticky] = planRoutes(undecided, [], aRelease(30, { stickyCookie })).routes;
    const cookie = sticky.match.headers!.cookie as { value: string };
    const finds = (text: string) => new RegExp(`^(?:${cookie.value})$`).test(text);
    expect(['canary=v2', 'a=1; canary=v2', 'a=1;canary=v2; b=2', 'canary=v2;b=2'].every(finds)).toBe(true);
    expect(['xcanary=v2', 'canary=v22', 'a=1; notcanary=v2', 'canary=v1'].some(finds)).toBe(false);
  });

  test('what a route has of its own holds for testers too', () => {
    const routes = [
      aRoute('moved', { match: path('/old'), target: { kind: 'redirect', redirect: { uri: '/new' } } }),
      aRoute('slow', { match: path('/report'), timeoutMs: 60_000 }),
      aRoute('plain', { match: path('/x'), target: v1 }),
    ];
    const plan = planRoutes(undecided, routes, aRelease(0, { tester }));
    expect(plan.problems).toStrictEqual([]);
    expect(names(plan.routes)).toStrictEqual(['canary-tester-slow', 'slow', 'moved', 'canary-tester', 'plain', 'default']);
    expect(plan.routes[0]).toMatchObject({ match: { ...tester, ...path('/report') }, timeoutMs: 60_000 });
    expect(shares(plan.routes[0])).toStrictEqual({ v2: 100 });
  });

  test('a catch-all that only sets a timeout stays the default, for testers too', () => {
    const { routes, problems } = planRoutes(undecided, [aRoute('all', { timeoutMs: 5000 })], aRelease(10, { tester }));
    expect(problems).toStrictEqual([]);
    expect(routes.map(({ name, timeoutMs }) => [name, timeoutMs])).toStrictEqual([['canary-tester', 5000], ['all', 5000]]);
    expect(shares(routes[1])).toStrictEqual({ v1: 90, v2: 10 });
  });

  test('mirrors what goes to the default, and not what goes elsewhere', () => {
    const own = { ...mirror, percentage: 50 };
    const routes = [
      aRoute('a-own', { match: path('/own'), mirror: own }), aRoute('b-plain', { match: path('/plain') }), aRoute('c-pinned', { match: path('/pin'), target: v1 }),
    ];
    const plan = planRoutes(undecided, routes, aRelease(0, { tester, mirror }));
    expect(plan.problems).toStrictEqual([]);
    expect(Object.fromEntries(plan.routes.map(({ name, mirror: copied }) => [name, copied?.percentage]))).toStrictEqual({
      'canary-tester': undefined, 'a-own': 50, 'b-plain': 10, 'c-pinned': undefined, 'default': 10,
    });
  });
});

describe('problems', () => {
  test.each<[string, Service, Parameters<typeof planRoutes>[1], Parameters<typeof planRoutes>[2], string[]]>([
    ['a split names an unknown version', two(), [aRoute('a', { target: aSplit({ v1: 50, v2: 0, v9: 50 }) })], undefined, ['MSH130 route a']],
    ['a mirror names an unknown version', two(), [aRoute('a', { match: path('/a'), target: v2, mirror: { ...mirror, version: 'v9' } })], undefined, ['MSH130 route a']],
    ['a release names an unknown version', undecided, [], aRelease(10, { candidate: 'v9' }), ['MSH130 release', 'MSH142 shop/orders']],
    ['weights sum to something else', two(), [aRoute('a', { target: aSplit({ v1: 50, v2: 60 }) })], undefined, ['MSH131 route a']],
    ['weights are not whole', two(), [aRoute('a', { target: aSplit({ v1: 99.5, v2: 0.5 }) })], undefined, ['MSH131 route a']],
    ['weights are negative', two(), [aRoute('a', { target: aSplit({ v1: 110, v2: -10 }) })], undefined, ['MSH131 route a']],
    ['a release has an impossible weight', undecided, [], aRelease(101), ['MSH131 release']],
    ['two routes of one name', two(), [aRoute('a', { match: path('/a'), target: v2 }), aRoute('a', { match: path('/b'), target: v2 })], undefined, ['MSH132 route a']],
    ['a route has the name of the default', two(), [aRoute('default', { match: path('/a'), target: v2 })], undefined, ['MSH132 route default']],
    ['a route has the name of the testers\'', undecided, [aRoute('canary-tester', { match: path('/a') })], aRelease(1, { tester: header('t') }), ['MSH132 route canary-tester']],
    ['a priority hides a narrower route', two(), [aRoute('wide', { match: path('/a'), priority: 1, target: v2 }), aRoute('narrow', { match: path('/a/b') })], undefined, ['MSH133 route narrow']],
    ['the testers take all of a route', undecided, [aRoute('a', { match: { ...header('t'), ...path('/a') }, target: v1 })], aRelease(1, { tester: header('t') }), ['MSH133 route a']],
    ['two routes are for the same requests', two(), [aRoute('a', { match: path('/a'), target: v2 }), aRoute('b', { match: path('/a/'), target: v1 })], undefined, ['MSH134 route b']],
    ['two routes take every request', two(), [aRoute('a', { target: aSplit({ v1: 50, v2: 50 }) }), aRoute('b', { target: v1 })], undefined, ['MSH135 route b']],
    ['a catch-all would take everything from the release', undecided, [aRoute('a', { target: v1 })], aRelease(10), ['MSH136 route a']],
    ['nothing says who gets which version', undecided, [], undefined, ['MSH137 shop/orders']],
    ['a catch-all does not say it either', undecided, [aRoute('a', { timeoutMs: 5 })], undefined, ['MSH137 route a']],
    ['a route asks for the default that the catch-all hides', undecided, [aRoute('a', { match: path('/a') }), aRoute('b', { target: v1 })], undefined, ['MSH137 route a']],
    ['a fault beside retries', two(), [aRoute('a', { target: aSplit({ v1: 50, v2: 50 }), fault, retries })], undefined, ['MSH138 route a']],
    ['the service\'s retries do not fit', aService('shop/orders', { timeoutMs: 5000, retries }), [], undefined, ['MSH139 shop/orders']],
    ['a route\'s timeout is too short for the service\'s retries', aService('shop/orders', { retries }), [aRoute('a', { timeoutMs: 8000 })], undefined, ['MSH139 route a']],
    ['a mirror answers', two(), [aRoute('a', { target: aSplit({ v1: 50, v2: 50 }), mirror })], undefined, ['MSH140 route a']],
    ['a release mirrors to who answers', undecided, [], aRelease(10, { mirror }), ['MSH140 release']],
    ['a version nobody names', aService('shop/orders', { versions: versions('v1', 'v2'), defaultVersion: 'v1' }), [], undefined, ['MSH142 shop/orders']],
    ['a default version that does not exist', two({ defaultVersion: 'v9' }), [aRoute('a', { match: path('/a'), target: aSplit({ v1: 50, v2: 50 }) })], undefined, ['MSH130 shop/orders']],
  ])('%s', (_title, service, routes, release, expected) => {
    expect(codes(planRoutes(service, routes, release).problems)).toStrictEqual(expected);
  });

  test('the policy of a version with weight 0 is never used', () => {
    const withPolicy = versions('v1', 'v2').map((version) => ({ ...version, trafficPolicy: { warmup: { duration: '30s' } } }));
    const service = aService('shop/orders', { versions: withPolicy, defaultVersion: 'v1' });
    expect(codes(planRoutes(service, [aRoute('all', { target: aSplit({ v1: 100, v2: 0 }) })], undefined).problems)).toStrictEqual(['MSH141 shop/orders']);
    expect(planRoutes({ ...service, defaultVersion: undefined }, [], aRelease(0)).problems).toStrictEqual([]);
  });

  test('a version that only connections reach is reached', () => {
    const service = two({ ports: [aPort('HTTP', 8080), aPort('TCP', 5432)] });
    expect(planRoutes(service, [], undefined, [aStream('db', { versions: [{ version: 'v2', weight: 100 }] })]).problems).toStrictEqual([]);
  });

  test('who tests cannot be told from a route about the same header', () => {
    const tester: RouteMatch = { headers: { 'x-user': { kind: 'regex', value: '.*@example.com' } } };
    const { problems } = planRoutes(undecided, [aRoute('a', { match: { headers: { 'x-user': { kind: 'regex', value: 'a.*' } } }, timeoutMs: 5 })], aRelease(0, { tester }));
    expect(codes(problems)).toStrictEqual(['MSH143 release']);
  });

  test('the arithmetic of retries is in the message, with what would do', () => {
    const [problem] = planRoutes(aService('shop/orders', { timeoutMs: 5000, retries }), [], undefined).problems;
    // 25 + 75 + 175 ms of back-off
    expect(problem.message).toContain('4 tries x 2s + up to 275ms of back-off = 8275ms');
    expect(problem.message).toContain('allowed: a timeout of at least 8275ms');
    expect(planRoutes(aService('shop/orders', { timeoutMs: 8275, retries }), [], undefined).problems).toStrictEqual([]);
    expect(planRoutes(aService('shop/orders', { timeoutMs: 8274, retries }), [], undefined).problems).toHaveLength(1);
  });

  test('both origins are in the message of a hidden route', () => {
    const [problem] = planRoutes(two(), [aRoute('a', { match: path('/a'), target: v2 }), aRoute('b', { match: path('/a'), target: v1 })], undefined).problems;
    expect(problem.message).toContain('test of route a');
    expect(problem.message).toContain('test of route b');
  });
});

describe('streams', () => {
  const ports = [aPort('HTTP', 8080), aPort('TCP', 5432), aPort('TLS', 8443)];

  test('each port that is not HTTP gets one catch-all, after its server names', () => {
    const named = aStream('named', { port: 8443, sniHosts: ['db.example.com'], versions: [{ version: 'v2', weight: 100 }] });
    const { routes, problems } = planStreams(two({ ports }), [named], undefined);
    expect(problems).toStrictEqual([]);
    expect(routes.map(({ id, port }) => [id, port])).toStrictEqual([['default', 5432], ['named', 8443], ['default', 8443]]);
  });

  test('connections are shared out by a release', () => {
    const [route] = planStreams(undecided, [], aRelease(30)).routes;
    expect(route).toBeUndefined();
    expect(planStreams({ ...undecided, ports }, [], aRelease(30)).routes[0].versions).toMatchObject([{ version: 'v1', weight: 70 }, { version: 'v2', weight: 30 }]);
  });

  test.each([
    ['two catch-alls', two({ ports }), [aStream('a'), aStream('b')], ['MSH135 stream b']],
    ['an unknown version', two({ ports }), [aStream('a', { versions: [{ version: 'v9', weight: 100 }] })], ['MSH130 stream a']],
    ['weights', two({ ports }), [aStream('a', { versions: [{ version: 'v1', weight: 10 }] })], ['MSH131 stream a']],
    ['no default', two({ ports: [aPort('TCP', 5432)], defaultVersion: undefined }), [], ['MSH137 shop/orders']],
  ])('problem: %s', (_title, service, declared, expected) => {
    expect(codes(planStreams(service, declared, undefined).problems)).toStrictEqual(expected);
  });

  test('of a service that others own nothing is said', () => {
    expect(planStreams(aService('shop/orders', { ports, owned: false, versions: [] }), [], undefined)).toStrictEqual({ routes: [], problems: [] });
  });
});

describe('through a gateway', () => {
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
    ['a port that is not HTTP', [aGatewayRoute('a', { port: aPort('TCP', 5432) })], canary, ['MSH145 gateway route a']],
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
});
