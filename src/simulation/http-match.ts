import { type Answer, type Test } from './answer';
import { pathOnly, queryOf, type Request } from './request';
import { isPresence, matchTest } from './text-test';
import { type Claims, claimAt, claimPasses } from './token';
import type { HttpMatch, StringMatch } from '../manifests/kinds/virtual-service';
import type { TextTest } from '../manifests/value-test';

/** What a proxy knows when it looks for a route. */
export interface Routed {
  readonly request: Request;
  readonly claims: Claims | undefined;
}

/** The conditions of one match that are about the request. */
export interface CompiledMatch {
  readonly test: Test<Routed>;
  /** The part of a path that a rewrite replaces. */
  readonly matched: (path: string) => string;
  /** Every request that comes so far fulfils it. */
  readonly isCatchAll: boolean;
}

const ALL: CompiledMatch = { test: () => true, matched: () => '/', isCatchAll: true };

export function compileMatch(match: HttpMatch | undefined): CompiledMatch {
  if (match === undefined || match === null) return ALL;
  const headers = [
    ...Object.entries(match.headers ?? {}).map(([name, wanted]) => headerTest(name, wanted)),
    ...Object.entries(match.withoutHeaders ?? {}).map(([name, wanted]) => withoutTest(name, wanted)),
    ...fieldTests(match),
  ];
  const query = Object.entries(match.queryParams ?? {}).map(([name, wanted]) => queryTest(name, wanted));
  const path = pathTest(match.uri, match.ignoreUriCase === true);
  const tests = [...path.tests, ...headers, ...query];
  return {
    test: (routed) => {
      let answer: Answer = true;
      for (const test of tests) {
        const one = test(routed);
        if (one === false) return false;
        if (one === undefined) answer = undefined;
      }
      return answer;
    },
    matched: path.matched,
    isCatchAll: path.isCatchAll && headers.length === 0 && query.length === 0,
  };
}

function pathTest(
  uri: StringMatch | undefined,
  ignoreCase: boolean,
): { tests: Test<Routed>[]; matched: (path: string) => string; isCatchAll: boolean } {
  if (uri === undefined || uri === null || (uri.exact === undefined && uri.prefix === undefined && uri.regex === undefined)) {
    return { tests: [], matched: () => '/', isCatchAll: true };
  }
  const test = matchTest(uri, ignoreCase);
  const { prefix } = uri;
  return {
    tests: [({ request }) => test?.(pathOnly(request.path))],
    matched: prefix === undefined ? pathOnly : (path) => path.slice(0, prefix.length),
    isCatchAll: prefix === '/' || uri.regex === '.*',
  };
}

function fieldTests({ method, authority, scheme }: HttpMatch): Test<Routed>[] {
  return [
    ...(method === undefined ? [] : [textTest(method, ({ request }) => request.method)]),
    ...(authority === undefined ? [] : [textTest(authority, ({ request }) => request.authority)]),
    ...(scheme === undefined ? [] : [textTest(scheme, ({ request }) => request.scheme)]),
  ];
}

function textTest(wanted: StringMatch, read: (routed: Routed) => string | undefined): Test<Routed> {
  if (isPresence(wanted)) return (routed) => read(routed) !== undefined;
  const test = matchTest(wanted);
  return (routed) => {
    const text = read(routed);
    return text === undefined ? false : test?.(text);
  };
}

function headerTest(name: string, wanted: StringMatch): Test<Routed> {
  return claimTest(name, wanted) ?? textTest(wanted, headerReader(name));
}

/** A header that is missing counts as empty, unless it only had to be missing. */
function withoutTest(name: string, wanted: StringMatch): Test<Routed> {
  const claim = claimTest(name, wanted);
  if (claim !== undefined) return (routed) => invert(claim(routed));
  const read = headerReader(name);
  if (isPresence(wanted)) return (routed) => read(routed) === undefined;
  const test = matchTest(wanted);
  return (routed) => invert(test?.(read(routed) ?? ''));
}

function headerReader(name: string): (routed: Routed) => string | undefined {
  const lower = name.toLowerCase();
  if (lower === ':authority' || lower === 'host') return ({ request }) => request.authority;
  if (lower === ':method') return ({ request }) => request.method;
  if (lower === ':path') return ({ request }) => request.path;
  if (lower === ':scheme') return ({ request }) => request.scheme;
  return ({ request }) => request.headers.get(lower);
}

function invert(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

/** `@request.auth.claims…` is no header: it is read from the token that the gateway has accepted. */
function claimTest(name: string, wanted: StringMatch): Test<Routed> | undefined {
  const [, rest] = /^@request\.auth\.claims(.*)$/i.exec(name) ?? [];
  if (rest === undefined) return undefined;
  const path = rest.startsWith('.') ? rest.slice(1).split('.') : rest.slice(1, -1).split('][');
  const test: TextTest | undefined = matchTest(wanted);
  return ({ claims }) => (test === undefined ? undefined : claimPasses(claimAt(claims, path), test));
}

function queryTest(name: string, wanted: StringMatch): Test<Routed> {
  return textTest(wanted, ({ request }) => queryOf(request.path).get(name));
}
