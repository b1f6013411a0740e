import type { Random } from './random';
import { AUDIENCES, HEADERS, ISSUERS, METHODS, PATHS, QUERIES } from './vocabulary';
import type { Question as Simulated } from '../../src/simulation/simulate';

/** A question both are asked. */
export interface RandomQuestion extends Simulated {
  readonly headers: Record<string, string>;
  /** Where else a token is sent than in `authorization`. */
  readonly tokenAt?: 'header' | 'prefixed' | 'param' | 'cookie';
}

export function randomQuestion(random: Random, namespace: string, namespaces: readonly string[]): RandomQuestion {
  const place = random.weighted<() => Pick<Simulated, 'from' | 'to'>>([
    [
      8,
      () => ({
        from: random.pick([`${namespace}/a`, `${namespace}/a`, `${namespace}/c`, `${random.pick(namespaces)}/a`]),
        to: random.pick(inside(random, namespace)),
      }),
    ],
    [2, () => ({ from: 'plain:outsiders', to: `http://b.${namespace}${random.pick(['', ':8081'])}` })],
    [1, () => ({ from: random.pick([`${namespace}/a`, 'plain:outsiders', `${random.pick(namespaces)}/c`]), to: `tcp://b.${namespace}:9000` })],
    [
      3,
      () => ({
        from: 'outside',
        to: random.pick([
          `http://web.${namespace}.example.com`,
          `http://api.${namespace}.example.com`,
          `https://web.${namespace}.example.com`,
          `https://api.${namespace}.example.com`,
        ]),
      }),
    ],
  ])();
  // a pod calls itself without the mesh
  if (callsItself(place)) return randomQuestion(random, namespace, namespaces);
  if (place.to.startsWith('tcp:')) return { ...place, headers: {} };
  const isPreflight = random.chance(0.04);
  const token = random.chance(0.45) ? randomToken(random) : {};
  return {
    ...place,
    method: isPreflight ? 'OPTIONS' : random.pick([...METHODS, 'GET', 'GET']),
    path:
      random.weighted<() => string>([
        [12, () => random.pick(PATHS)],
        [1, () => '/api/../admin'],
        [1, () => '/api/%2e%2e/Admin'],
        [1, () => '//api//v1'],
        [1, () => '/api%2Fv1'],
      ])() + random.pick(QUERIES),
    headers: {
      ...Object.assign({}, ...random.some(Object.entries(HEADERS), 0, 2).map(([name, values]) => ({ [name]: random.pick(values) }))),
      ...(isPreflight ? { 'origin': random.pick(['https://web.example.com', 'http://evil.test']), 'access-control-request-method': 'GET' } : {}),
      ...random.maybe(0.06, () => ({ 'x-forwarded-for': random.pick(['203.0.113.9', '198.51.100.1, 203.0.113.9', '192.0.2.1']) })),
    },
    ...token,
  };
}

function callsItself({ from, to }: Pick<Simulated, 'from' | 'to'>): boolean {
  const [home, name] = from.split('/');
  return name !== undefined && to.startsWith(`http://${name}.${home}`);
}

function inside(random: Random, namespace: string): string[] {
  return [
    `http://b.${namespace}`,
    `http://b.${namespace}`,
    `http://b.${namespace}.svc.cluster.local`,
    `http://b.${namespace}.svc:80`,
    `http://b.${namespace}:8081`,
    `http://c.${namespace}`,
    `http://d.${namespace}`,
    `http://d.${namespace}:8085`,
    `http://unknown.${namespace}.example.com`,
    `http://ext.${namespace}.example.com`,
    `http://a.${namespace}`,
    `http://b.${namespace}:${random.pick([80, 8081])}`,
  ];
}

function randomToken(random: Random): Partial<RandomQuestion> {
  const claims: Record<string, unknown> = {
    iss: random.pick([...ISSUERS, ...ISSUERS, 'https://unknown.example.com']),
    ...random.maybe(0.9, () => ({ sub: random.pick(['alice', 'bob']) })),
    ...random.maybe(0.6, () => ({ aud: random.pick<unknown>([...AUDIENCES, ['shop', 'other'], 'other']) })),
    ...random.maybe(0.5, () => ({ role: random.pick<unknown>(['admin', 'user', ['user', 'admin'], 7, true]) })),
    ...random.maybe(0.3, () => ({ groups: random.pick<unknown>([['dev'], ['ops', 'dev'], 'dev', []]) })),
    ...random.maybe(0.3, () => ({ org: { team: random.pick(['blue', 'red']) } })),
    ...random.maybe(0.3, () => ({ scope: random.pick(['read', 'read write', 'none']) })),
    ...random.maybe(0.2, () => ({ azp: 'cli' })),
    ...random.maybe(0.2, () => ({ verified: random.pick<unknown>(['true', true]) })),
    ...random.maybe(0.05, () => ({ exp: 1_000 })),
    ...random.maybe(0.03, () => ({ nbf: 4_000_000_000 })),
  };
  return {
    claims,
    ...random.maybe(0.06, () => ({ hasForgedToken: true })),
    ...random.maybe(0.25, () => ({ tokenAt: random.pick(['header', 'prefixed', 'param', 'cookie'] as const) })),
  };
}
