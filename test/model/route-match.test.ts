import { literalHead } from '../../src/model/path-pattern';
import { bySpecificity, covers, intersect, isCatchAll, specificity } from '../../src/model/route-match';
import type { PathPattern, RouteMatch, StringMatch } from '../../src/model/traffic';

const exact = (value: string) => ({ kind: 'exact', value } as const);
const prefix = (value: string) => ({ kind: 'prefix', value } as const);
const regex = (value: string) => ({ kind: 'regex', value } as const);
const subtree = (value: string) => ({ kind: 'subtree', value } as const);
const present = { kind: 'present' } as const;
const header = (value: StringMatch) => ({ headers: { 'x-user': value } });
const without = (value: StringMatch) => ({ withoutHeaders: { 'x-user': value } });

test.each<[string, RouteMatch, RouteMatch]>([
  ['no condition covers all', {}, { path: exact('/a'), methods: ['GET'] }],
  ['a prefix covers a subtree', { path: prefix('/a') }, { path: subtree('/a') }],
  ['a subtree covers its root', { path: subtree('/a') }, { path: exact('/a') }],
  ['a subtree covers what is below', { path: subtree('/a') }, { path: prefix('/a/b') }],
  ['a slash at the end of a subtree means nothing', { path: subtree('/a/') }, { path: exact('/a') }],
  ['a prefix covers a regular expression that begins with it', { path: prefix('/a/') }, { path: regex('/a/[0-9]+') }],
  ['equal regular expressions', { path: regex('/a.*') }, { path: regex('/a.*') }],
  ['every path, however it is written', { path: regex('.*') }, {}],
  ['more methods', { methods: ['GET', 'POST'] }, { methods: ['POST'] }],
  ['header names in any case', { headers: { 'X-User': exact('a') } }, header(exact('a'))],
  ['presence', header(present), header(regex('a|b'))],
  ['any value is presence', header(regex('.*')), header(present)],
  ['a header prefix', header(prefix('be')), header(exact('beta'))],
  ['an exclusion, by a wider one', without(exact('beta')), without(prefix('be'))],
  ['an exclusion of a value, by absence', without(exact('beta')), without(present)],
  ['an exclusion, by another value', without(exact('beta')), header(exact('gold'))],
  ['an authority that is merely there', { authority: present }, {}],
])('covers: %s', (_title, a, b) => {
  expect(covers(a, b)).toBe(true);
});

test.each<[string, RouteMatch, RouteMatch]>([
  ['a subtree does not cover a longer name', { path: subtree('/user') }, { path: exact('/users') }],
  ['a subtree does not cover the prefix of its root', { path: subtree('/a') }, { path: prefix('/a') }],
  ['what a regular expression matches is not worked out', { path: regex('/a/.*') }, { path: exact('/a/b') }],
  ['alternatives have no common beginning', { path: prefix('/a') }, { path: regex('/a|/b') }],
  ['a missing condition', header(present), {}],
  ['fewer methods', { methods: ['GET'] }, {}],
  ['the exclusion of a regular expression, by absence, for a missing header counts as empty', without(regex('a*')), without(present)],
  ['a narrower exclusion', without(prefix('be')), without(exact('beta'))],
  ['one more parameter', { query: { q: present } }, header(present)],
  ['a prefix of a header does not tell what a regular expression matches', header(prefix('a')), header(regex('a+'))],
])('does not cover: %s', (_title, a, b) => {
  expect(covers(a, b)).toBe(false);
});

test.each<[string, RouteMatch, RouteMatch, RouteMatch | string]>([
  ['conditions of both', { path: subtree('/a') }, header(exact('x')), { path: subtree('/a'), ...header(exact('x')) }],
  ['the narrower path', { path: prefix('/a') }, { path: subtree('/a/b') }, { path: subtree('/a/b') }],
  ['paths beside each other', { path: subtree('/a') }, { path: subtree('/b') }, 'disjoint'],
  ['a path beside a regular expression', { path: subtree('/b') }, { path: regex('/a/.*') }, 'disjoint'],
  ['a path that a regular expression may match', { path: exact('/a/b') }, { path: regex('/a/.*') }, 'inexpressible'],
  ['two regular expressions', { path: regex('/a.*') }, { path: regex('.*b') }, 'inexpressible'],
  ['common methods', { methods: ['GET', 'POST'] }, { methods: ['POST', 'PUT'] }, { methods: ['POST'] }],
  ['no common method', { methods: ['GET'] }, { methods: ['POST'] }, 'disjoint'],
  ['the narrower header', header(present), header(exact('x')), header(exact('x'))],
  ['two values of a header', header(exact('x')), header(exact('y')), 'disjoint'],
  ['two expressions for a header', header(regex('x.*')), header(regex('.*y')), 'inexpressible'],
  ['two values of a parameter', { query: { q: exact('1') } }, { query: { q: exact('2') } }, 'disjoint'],
  ['two exclusions', without(exact('a.b')), without(prefix('c')), without(regex('a\\.b|c.*'))],
  ['the wider of two exclusions', without(exact('beta')), without(present), without(present)],
  ['absence and an expression', without(regex('a')), without(present), 'inexpressible'],
  ['a value and its exclusion', header(exact('beta')), without(prefix('be')), 'disjoint'],
  ['a value makes another exclusion needless', header(exact('gold')), without(prefix('be')), header(exact('gold'))],
  ['hosts', { authority: prefix('api.') }, { authority: exact('api.example.com') }, { authority: exact('api.example.com') }],
  ['other hosts', { authority: exact('a') }, { authority: exact('b') }, 'disjoint'],
  ['disjoint wins over inexpressible', { path: regex('a'), methods: ['GET'] }, { path: regex('b'), methods: ['PUT'] }, 'disjoint'],
])('intersect: %s', (_title, a, b, both) => {
  expect(intersect(a, b)).toStrictEqual(both);
  expect(intersect(b, a)).toStrictEqual(both);
});

test('conditions that say nothing make a catch-all', () => {
  expect(isCatchAll({ path: prefix('/'), authority: present, headers: {} })).toBe(true);
  expect(isCatchAll({ path: prefix('/a') })).toBe(false);
});

test.each([
  ['/a/.*', '/a/'], ['/a/b*', '/a/'], ['/a\\.b', '/a.b'], ['^/a', '/a'], ['/a|/b', ''], ['/(a|b)/c', '/'], ['/a[|]b', '/a'], ['/a{2}', '/'], ['(?i)/a', ''],
  ['/a\\d', '/a'], ['\\Q/a|b\\E', ''],
])('%s begins with %j', (expression, head) => {
  expect(literalHead(expression)).toBe(head);
});

test.each<[string, RouteMatch[]]>([
  ['more conditions, then sharper ones', [
    { headers: { a: present, b: present } }, header(exact('a')), header(prefix('abc')), header(prefix('ab')), header(regex('a+')), header(present), without(present), {},
  ]],
  ['paths', [
    { path: exact('/a') }, { path: regex('/a/.*') }, { path: subtree('/a/b') }, { path: prefix('/a/') }, { path: subtree('/a') }, { path: prefix('/a') }, {},
  ]],
  ['a header before a path, a path before methods, methods before hosts', [
    header(present), { path: prefix('/a') }, { methods: ['GET'] }, { methods: ['GET', 'PUT'] }, { authority: exact('a') }, {},
  ]],
])('specificity: %s', (_title, order) => {
  const sorted = [...order].reverse().sort((a, b) => bySpecificity(specificity(a), specificity(b)));
  expect(sorted).toStrictEqual(order);
});

describe('for any two matches', () => {
  const random = generator(20261121);
  const matches = Array.from({ length: 160 }, () => anyMatch(random));
  const requests = Array.from({ length: 120 }, () => anyRequest(random));
  const pairs = matches.flatMap((a) => matches.map((b) => [a, b] as const));

  test('what is strictly covered sorts first', () => {
    let strict = 0;
    for (const [a, b] of pairs) {
      if (!covers(a, b) || covers(b, a)) continue;
      strict++;
      if (bySpecificity(specificity(b), specificity(a)) >= 0) throw new Error(`${show(b)} does not sort before ${show(a)}`);
    }
    expect(strict).toBeGreaterThan(500);
  });

  test('whatever matches the covered one matches the other', () => {
    for (const [a, b] of pairs.filter(([wide, narrow]) => covers(wide, narrow))) {
      const wrong = requests.find((request) => takes(b, request) && !takes(a, request));
      if (wrong !== undefined) throw new Error(`${show(a)} does not cover ${show(b)}: ${show(wrong)}`);
    }
  });

  test('the intersection matches what both match', () => {
    let told = 0;
    for (const [a, b] of pairs) {
      const both = intersect(a, b);
      if (both === 'inexpressible') continue;
      told++;
      const wrong = requests.find((request) => (takes(a, request) && takes(b, request)) !== (both !== 'disjoint' && takes(both, request)));
      if (wrong !== undefined) throw new Error(`${show(a)} and ${show(b)} are not ${show(both)}: ${show(wrong)}`);
    }
    expect(told).toBeGreaterThan(pairs.length / 2);
  });
});

interface Request {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly authority: string;
}

/** What Envoy does with a match, written independently of the library. */
function takes(match: RouteMatch, request: Request): boolean {
  return (match.path === undefined || takesPath(match.path, request.path))
    && (match.methods?.includes(request.method) ?? true)
    && all(match.headers, (name, value) => takesString(value, request.headers[name.toLowerCase()]))
    && all(match.withoutHeaders, (name, value) => {
      const given = request.headers[name.toLowerCase()];
      return !takesString(value, value.kind === 'present' ? given : given ?? '');
    })
    && all(match.query, (name, value) => takesString(value, request.query[name]))
    && (match.authority === undefined || takesString(match.authority, request.authority));
}

function all(conditions: Readonly<Record<string, StringMatch>> | undefined, holds: (name: string, value: StringMatch) => boolean): boolean {
  return Object.entries(conditions ?? {}).every(([name, value]) => holds(name, value));
}

function takesPath(pattern: PathPattern, path: string): boolean {
  return pattern.kind === 'subtree' ? `${path}/`.startsWith(pattern.value.endsWith('/') ? pattern.value : `${pattern.value}/`) : takesString(pattern as StringMatch, path);
}

function takesString(match: StringMatch, value: string | undefined): boolean {
  if (value === undefined) return false;
  switch (match.kind) {
    case 'exact': return value === match.value;
    case 'prefix': return value.startsWith(match.value);
    case 'regex': return new RegExp(`^(?:${match.value})$`).test(value);
    case 'present': return true;
  }
}

/** Seeded, so that a failure happens again. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

function one<T>(random: (below: number) => number, ...of: T[]): T {
  return of[random(of.length)];
}

function anyMatch(random: (below: number) => number): RouteMatch {
  const value = () => one<StringMatch>(random, exact('a'), exact('ab'), prefix('a'), prefix('ab'), regex('a.*'), regex('.*'), regex('b?'), present);
  const path = one<PathPattern | undefined>(random, undefined, undefined, exact('/a'), exact('/a/b'), prefix('/'), prefix('/a'), prefix('/a/'), prefix('/ab'),
    subtree('/'), subtree('/a'), subtree('/a/b'), subtree('/ab/'), regex('/a/.*'), regex('/a|/b'), regex('.*'));
  return {
    ...(path === undefined ? {} : { path }),
    ...(random(3) === 0 ? { methods: one(random, ['GET'], ['GET', 'POST'], ['PUT']) } : {}),
    ...(random(2) === 0 ? { headers: { [one(random, 'x', 'X', 'y')]: value() } } : {}),
    ...(random(3) === 0 ? { withoutHeaders: { [one(random, 'x', 'y')]: value() } } : {}),
    ...(random(4) === 0 ? { query: { q: value() } } : {}),
    ...(random(4) === 0 ? { authority: value() } : {}),
  };
}

function anyRequest(random: (below: number) => number): Request {
  const value = () => one(random, 'a', 'ab', 'abc', 'b', '', 'c');
  const some = (...names: string[]) => Object.fromEntries(names.filter(() => random(3) > 0).map((name) => [name, value()]));
  return {
    path: one(random, '/', '/a', '/a/', '/a/b', '/a/b/c', '/ab', '/ab/c', '/b'),
    method: one(random, 'GET', 'POST', 'PUT'),
    headers: some('x', 'y'),
    query: some('q'),
    authority: value(),
  };
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
