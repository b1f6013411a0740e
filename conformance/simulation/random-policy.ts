import type { Random } from './random';
import { APPS, AUDIENCES, ISSUERS, METHODS, PATHS } from './vocabulary';

type Spec = Record<string, any>;

/** What a random policy may be about. */
export interface PolicyWorld {
  readonly namespaces: readonly string[];
  readonly rootNamespace: string;
  readonly jwks: string;
  /** Addresses of pods that ask. */
  readonly addresses: readonly string[];
}

/** Any action, any source, any operation, any condition. */
export function randomAuthorization(random: Random, world: PolicyWorld): { annotations: Record<string, string>; spec: Spec } {
  const action = random.weighted([
    [9, 'ALLOW'],
    [8, 'DENY'],
    [1, 'AUDIT'],
    [0.7, 'CUSTOM'],
  ]);
  const rules = random.chance(0.06) ? undefined : random.times(action === 'ALLOW' ? 0 : 1, 3, () => randomRule(random, world, action));
  return {
    annotations: random.chance(0.08) && (action === 'ALLOW' || action === 'DENY') ? { 'istio.io/dry-run': 'true' } : {},
    spec: {
      ...randomSelector(random),
      ...(action === 'ALLOW' && random.chance(0.5) ? {} : { action }),
      ...(action === 'CUSTOM' ? { provider: { name: 'nobody' } } : {}),
      ...(rules === undefined || (rules.length === 0 && action !== 'ALLOW') ? (action === 'ALLOW' ? {} : { rules: [{}] }) : { rules }),
    },
  };
}

export function randomSelector(random: Random): Spec {
  return random.weighted<Spec>([
    [3, {}],
    [4, { selector: { matchLabels: { app: random.pick(APPS) } } }],
    [1, { selector: { matchLabels: { app: 'b', version: random.pick(['v1', 'v2']) } } }],
  ]);
}

function randomRule(random: Random, world: PolicyWorld, action: string): Spec {
  const isCustom = action === 'CUSTOM';
  return {
    ...random.maybe(0.6, () => ({ from: random.times(1, 2, () => ({ source: randomSource(random, world, isCustom) })) })),
    ...random.maybe(0.6, () => ({ to: random.times(1, 2, () => ({ operation: randomOperation(random) })) })),
    ...random.maybe(0.3, () => ({ when: random.times(1, 2, () => randomCondition(random, world, isCustom)) })),
  };
}

function listed(random: Random, name: string, choices: readonly string[]): Spec {
  const negative = `not${name[0].toUpperCase()}${name.slice(1)}`;
  return random.weighted<Spec>([
    [5, { [name]: random.some(choices, 1, 3) }],
    [3, { [negative]: random.some(choices, 1, 2) }],
    [1, { [name]: random.some(choices, 1, 3), [negative]: random.some(choices, 1, 2) }],
  ]);
}

function randomSource(random: Random, world: PolicyWorld, isCustom: boolean): Spec {
  const kinds: (() => Spec)[] = [
    () => listed(random, 'principals', principals(world)),
    () =>
      listed(random, 'namespaces', [
        ...world.namespaces,
        `${world.namespaces[0].slice(0, -1)}*`,
        `*${world.namespaces[1].slice(-1)}`,
        '*',
        'elsewhere',
      ]),
    () => listed(random, 'ipBlocks', blocks(world)),
    () => listed(random, 'remoteIpBlocks', [...blocks(world), '203.0.113.0/24']),
    ...(isCustom ? [] : [() => listed(random, 'requestPrincipals', requestPrincipals())]),
  ];
  if (random.chance(0.15)) return listed(random, 'serviceAccounts', ['a', 'b', `${random.pick(world.namespaces)}/a`, `${world.namespaces[0]}/b`]);
  return Object.assign({}, ...random.some(kinds, 1, random.chance(0.7) ? 1 : 2).map((make) => make()));
}

function principals({ namespaces }: PolicyWorld): string[] {
  return [
    '*',
    ...namespaces.flatMap((namespace) => [`cluster.local/ns/${namespace}/sa/a`, `cluster.local/ns/${namespace}/*`]),
    '*/sa/b',
    '*',
    'cluster.local/*',
    'other.domain/ns/elsewhere/sa/a',
    'cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account',
  ];
}

function blocks({ addresses }: PolicyWorld): string[] {
  return [...addresses, '10.0.0.0/8', '0.0.0.0/0', '192.0.2.0/24', '::/0'];
}

function requestPrincipals(): string[] {
  return ['*', ...ISSUERS.flatMap((issuer) => [`${issuer}/alice`, `${issuer}/*`]), '*/bob', '*', 'https://one*', 'nobody'];
}

function randomOperation(random: Random): Spec {
  const kinds: (() => Spec)[] = [
    () => listed(random, 'methods', [...METHODS, '*', 'P*']),
    () => listed(random, 'paths', [...PATHS, '/api/*', '*/items', '*', '/admin*', '/api/{*}/items', '/api/{**}', '/api/v1/{*}/{*}']),
    () => listed(random, 'hosts', ['b', 'b.*', '*.svc.cluster.local', '*', 'B', 'web.example.com', '*example.com*', 'b:80', 'a*']),
    () => listed(random, 'ports', ['8080', '9000', '80', '8081']),
  ];
  return Object.assign({}, ...random.some(kinds, 1, random.chance(0.6) ? 1 : 2).map((make) => make()));
}

function randomCondition(random: Random, world: PolicyWorld, isCustom: boolean): Spec {
  const tokens: (readonly [string, readonly string[]])[] = [
    ['request.auth.principal', requestPrincipals()],
    ['request.auth.audiences', [...AUDIENCES, '*', 'sho*']],
    ['request.auth.presenter', ['cli', '*']],
    ['request.auth.claims[role]', ['admin', 'user', '*', 'adm*']],
    ['request.auth.claims[groups]', ['dev', 'ops', '*ps']],
    ['request.auth.claims[org][team]', ['blue', '*']],
    ['request.auth.claims[scope]', ['read', 'write']],
    ['request.auth.claims[verified]', ['true']],
    ['request.auth.claims[iss]', [...ISSUERS]],
  ];
  const [key, choices] = random.pick<readonly [string, readonly string[]]>([
    ['request.headers[x-user]', ['alice', 'bob', '*', 'al*', '*.com']],
    ['request.headers[X-Env]', ['canary', 'prod', '*']],
    ['request.headers[authorization]', ['Bearer*', '*']],
    ['source.ip', blocks(world)],
    ['remote.ip', [...blocks(world), '203.0.113.0/24']],
    ['source.namespace', [...world.namespaces, '*']],
    ['source.principal', principals(world)],
    ['source.serviceAccount', ['a', `${random.pick(world.namespaces)}/b`]],
    ['destination.port', ['8080', '9000', '80']],
    ['connection.sni', ['*', 'outbound*', '*cluster.local', 'web.example.com']],
    ...(isCustom ? [] : tokens),
  ]);
  return random.weighted<Spec>([
    [5, { key, values: random.some(choices, 1, 2) }],
    [3, { key, notValues: random.some(choices, 1, 2) }],
    [1, { key, values: random.some(choices, 1, 2), notValues: random.some(choices, 1, 1) }],
  ]);
}

export function randomPeerAuthentication(random: Random): Spec {
  const mode = () => random.pick(['STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET', 'STRICT', 'PERMISSIVE']);
  const selector = random.chance(0.5) ? { selector: { matchLabels: { app: random.pick(APPS) } } } : {};
  return {
    ...selector,
    ...random.maybe(0.8, () => ({ mtls: { mode: mode() } })),
    ...('selector' in selector ? random.maybe(0.5, () => ({ portLevelMtls: { [random.pick(['8080', '9000', '80'])]: { mode: mode() } } })) : {}),
  };
}

export function randomRequestAuthentication(random: Random, world: PolicyWorld, gateway = false): Spec {
  return {
    ...(gateway ? { selector: { matchLabels: { istio: 'ingressgateway' } } } : randomSelector(random)),
    jwtRules: random.some(ISSUERS, 1, 2).map((issuer) => ({
      issuer,
      jwks: world.jwks,
      ...random.maybe(0.3, () => ({ audiences: random.some(AUDIENCES, 1, 2) })),
      ...random.maybe(0.25, () => ({ fromHeaders: [{ name: 'x-token', ...random.maybe(0.5, () => ({ prefix: 'JWT ' })) }] })),
      ...random.maybe(0.15, () => ({ fromParams: ['token'] })),
      ...random.maybe(0.1, () => ({ fromCookies: ['session'] })),
      ...random.maybe(0.4, () => ({ forwardOriginalToken: random.chance(0.8) })),
      ...random.maybe(0.2, () => ({ outputClaimToHeaders: [{ header: 'x-claim-role', claim: 'role' }] })),
      ...random.maybe(0.1, () => ({ spaceDelimitedClaims: ['roles'] })),
    })),
  };
}
