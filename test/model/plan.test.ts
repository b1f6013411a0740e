import { planRoutes, planStreams } from '../../src/model/plan';
import type { PlannedRoute } from '../../src/model/route';
import type { Service } from '../../src/model/service';
import type { RouteMatch } from '../../src/model/traffic';
import type { Problem } from '../../src/support/errors';
import { aPort, aRelease, aRoute, aService, aSplit, aStream, versions } from '../testing/a-model';

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
    expect(faulty).toMatchObject({ timeoutMs: 10_000, retries, fault });
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

  test('testers come first; who has the cookie precedes only those whose version is drawn', () => {
    const { routes } = planRoutes(undecided, [aRoute('pinned', { match: path('/pinned'), target: v1 })], aRelease(30, { tester, stickyCookie }));
    expect(names(routes)).toStrictEqual(['canary-tester', 'pinned', 'canary-sticky', 'default']);
    expect(routes.map(shares)).toStrictEqual([{ v2: 100 }, { v1: 100 }, { v2: 100 }, { v1: 70, v2: 30 }]);
    expect(routes[2].match).toStrictEqual({ headers: { cookie: { kind: 'regex', value: '(.*;\\s*)?canary=v2(;.*)?' } } });
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
