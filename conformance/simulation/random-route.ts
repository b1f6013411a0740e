import type { Random } from './random';
import { HEADERS, METHODS, PATH_EXPRESSIONS, PATHS, WORD_EXPRESSIONS } from './vocabulary';

type Spec = Record<string, any>;

/** What a random route may lead to. */
export interface RouteWorld {
  readonly namespace: string;
  readonly namespaces: readonly string[];
  /** `mesh`, or `namespace/name`: where the routes hold. */
  readonly gateways: readonly string[];
}

export function randomHttp(random: Random, world: RouteWorld): Spec[] {
  const rules = random.times(1, 4, (index) => randomRule(random, world, index));
  // The last one often takes the rest.
  return random.chance(0.6) ? [...rules, { route: randomDestinations(random, world) }] : rules;
}

function randomRule(random: Random, world: RouteWorld, index: number): Spec {
  const match = random.chance(0.85) ? { match: random.times(1, 2, () => randomMatch(random, world)) } : {};
  const named = random.maybe(0.3, () => ({ name: `rule-${index}` }));
  const action = random.weighted<Spec | 'route'>([
    [8, 'route'],
    [1.2, { redirect: randomRedirect(random) }],
    [0.8, { directResponse: { status: random.pick([200, 418, 503]), ...random.maybe(0.6, () => ({ body: { string: `answer ${index}` } })) } }],
  ]);
  const fault = random.maybe(0.12, () => ({
    fault: { abort: { httpStatus: random.pick([418, 500, 429]), percentage: { value: random.pick([100, 100, 50, 0]) } } },
  }));
  if (action !== 'route') return { ...named, ...match, ...action };
  return {
    ...named,
    ...match,
    route: randomDestinations(random, world),
    ...random.maybe(0.25, () => ({ rewrite: randomRewrite(random) })),
    ...random.maybe(0.25, () => ({ headers: { request: randomHeaders(random) } })),
    ...random.maybe(0.2, () => ({ timeout: '5s' })),
    ...random.maybe(0.15, () => ({ retries: random.pick<Spec>([{ attempts: 0 }, { attempts: 1, perTryTimeout: '2s' }, { attempts: 2 }]) })),
    ...random.maybe(0.1, () => ({
      corsPolicy: {
        allowOrigins: [
          random.pick<Spec>([{ exact: 'https://web.example.com' }, { prefix: 'https://' }, { regex: '.*\\.example\\.com' }, { exact: '*' }]),
        ],
        allowMethods: ['GET'],
      },
    })),
    ...fault,
  };
}

function text(random: Random, exact: readonly string[], prefixes: readonly string[], expressions: readonly string[]): Spec {
  return random.weighted<() => Spec>([
    [3, () => ({ exact: random.pick(exact) })],
    [3, () => ({ prefix: random.pick(prefixes) })],
    [2, () => ({ regex: random.pick(expressions) })],
  ])();
}

function randomMatch(random: Random, { namespaces, gateways }: RouteWorld): Spec {
  const header = () => {
    const [name, values] = random.pick(Object.entries(HEADERS));
    const lower = name.toLowerCase();
    const filled = values.filter((value) => value !== '');
    return {
      [lower]: random.chance(0.15)
        ? {}
        : text(
          random,
          filled,
          filled.map((value) => value.slice(0, 3)),
          WORD_EXPRESSIONS,
        ),
    };
  };
  const claim = () => ({
    [random.pick(['@request.auth.claims.role', '@request.auth.claims[groups]', '@request.auth.claims[org][team]', '@request.auth.claims.sub'])]: text(
      random,
      ['admin', 'dev', 'blue', 'alice'],
      ['a', 'de'],
      ['[a-z]+'],
    ),
  });
  const kinds: [number, () => Spec][] = [
    [8, () => ({ uri: text(random, PATHS, [...PATHS, '/ap', '/api/'], PATH_EXPRESSIONS), ...random.maybe(0.15, () => ({ ignoreUriCase: true })) })],
    [4, () => ({ headers: header() })],
    ...(gateways.every((gateway) => gateway !== 'mesh') ? [[3, () => ({ headers: claim() })] as [number, () => Spec]] : []),
    [2, () => ({ withoutHeaders: header() })],
    [
      2,
      () => ({
        queryParams: { [random.pick(['q', 'debug'])]: random.pick<Spec>([{ exact: '1' }, { exact: '' }, { prefix: '2' }, { regex: '\\d+' }, {}]) },
      }),
    ],
    [2, () => ({ method: text(random, METHODS, ['P', 'GE'], ['GET|POST', 'P.*']) })],
    [1, () => ({ authority: text(random, ['b', 'web.example.com', 'b:80'], ['b', 'web'], ['b.*', '.*example.com', 'b(:\\d+)?']) })],
    [1, () => ({ scheme: random.pick([{ exact: 'http' }, { exact: 'https' }, { prefix: 'http' }]) })],
    [1, () => ({ port: random.pick([80, 443, 8081]) })],
    [1, () => ({ sourceLabels: { app: random.pick(['a', 'b']) } })],
    [1, () => ({ sourceNamespace: random.pick(namespaces) })],
    [1, () => ({ gateways: random.some(gateways, 1, 2) })],
  ];
  return Object.assign({}, ...random.times(1, random.chance(0.7) ? 1 : 3, () => random.weighted(kinds)()));
}

function randomRedirect(random: Random): Spec {
  const target = random.pick<Spec>([
    { uri: '/moved' },
    { uri: '/moved?x=1' },
    { authority: 'other.example.com' },
    { scheme: 'https' },
    { uri: '/m', authority: 'o.example.com', scheme: 'https' },
    { uri: '/new/' },
  ]);
  return {
    ...target,
    ...random.maybe(0.25, () =>
      random.pick<Spec>([{ port: 8443 }, { port: 80 }, { port: 443 }, { derivePort: 'FROM_REQUEST_PORT' }, { derivePort: 'FROM_PROTOCOL_DEFAULT' }]),
    ),
    ...random.maybe(0.4, () => ({ redirectCode: random.pick([301, 302, 303, 307, 308]) })),
  };
}

function randomRewrite(random: Random): Spec {
  return random.pick<Spec>([
    { uri: '/' },
    { uri: '/rewritten' },
    { uri: '/api/v1/items' },
    { authority: 'rewritten.example.com' },
    { uri: '/r/', authority: 'b' },
    { uriRegexRewrite: { match: '^/api/(v\\d)/(.*)$', rewrite: '/\\2/\\1' } },
    { uriRegexRewrite: { match: '/items', rewrite: '/things' } },
    { uriRegexRewrite: { match: '[0-9]', rewrite: 'n\\0' } },
  ]);
}

function randomHeaders(random: Random): Spec {
  return {
    ...random.maybe(0.5, () => ({
      set: random.pick([{ 'x-user': 'bob' }, { 'x-env': 'prod' }, { 'x-new': 'set' }, { ':authority': 'set.example.com' }]),
    })),
    ...random.maybe(0.4, () => ({ add: random.pick([{ 'x-env': 'more' }, { 'x-added': 'one' }]) })),
    ...random.maybe(0.3, () => ({ remove: [random.pick(['x-user', 'x-env', 'x-trace'])] })),
  };
}

export function randomDestinations(random: Random, { namespace, namespaces }: RouteWorld): Spec[] {
  const destination = () =>
    random.weighted<() => Spec>([
      [5, () => ({ host: 'b' })],
      [4, () => ({ host: `b.${namespace}.svc.cluster.local`, subset: random.pick(['v1', 'v2']) })],
      [2, () => ({ host: 'c' })],
      [2, () => ({ host: `b.${random.pick(namespaces)}.svc.cluster.local` })],
      [0.5, () => ({ host: 'missing' })],
      [0.5, () => ({ host: 'b', subset: 'v9' })],
    ])();
  const ported = () => ({ ...destination(), ...random.maybe(0.5, () => ({ port: { number: random.pick([80, 80, 80, 8081, 7000]) } })) });
  if (random.chance(0.75)) return [{ destination: ported(), ...random.maybe(0.15, () => ({ headers: { request: randomHeaders(random) } })) }];
  const first = random.pick([0, 30, 50, 100]);
  return [
    { destination: ported(), weight: first, ...random.maybe(0.2, () => ({ headers: { request: randomHeaders(random) } })) },
    { destination: ported(), weight: 100 - first },
  ];
}

/** TLS between proxies, and subsets. */
export function randomDestinationRule(random: Random, host: string): Spec {
  const balanced = { loadBalancer: { simple: 'ROUND_ROBIN' } };
  const tls = () => (random.chance(0.25) ? { tls: { mode: random.pick(['DISABLE', 'ISTIO_MUTUAL']) } } : balanced);
  const policy = () => ({
    ...tls(),
    ...random.maybe(0.15, () => ({ portLevelSettings: [{ port: { number: random.pick([80, 8081]) }, ...tls() }] })),
  });
  return {
    host,
    ...random.maybe(0.5, () => ({ trafficPolicy: policy() })),
    ...random.maybe(0.15, () => ({ exportTo: [random.pick(['.', '*'])] })),
    ...random.maybe(0.85, () => ({
      subsets: [
        { name: 'v1', labels: { version: 'v1' }, ...random.maybe(0.15, () => ({ trafficPolicy: policy() })) },
        { name: 'v2', labels: { version: 'v2' } },
        ...(random.chance(0.1) ? [{ name: 'v9', labels: { version: 'v9' } }] : []),
      ],
    })),
  };
}
