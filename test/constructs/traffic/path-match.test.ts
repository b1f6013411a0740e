import { PathMatch } from '../../../src/constructs/traffic/path-match';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('PathMatch', () => {
  test.each([
    [PathMatch.exact('/api/v1'), { kind: 'exact', value: '/api/v1' }],
    [PathMatch.exact('/a%20b/c;d=1'), { kind: 'exact', value: '/a%20b/c;d=1' }],
    [PathMatch.prefix('/'), { kind: 'prefix', value: '/' }],
    [PathMatch.prefix('/api/'), { kind: 'prefix', value: '/api/' }],
    [PathMatch.subtree('/api'), { kind: 'subtree', value: '/api' }],
    [PathMatch.regex('/v[12]/.*'), { kind: 'regex', value: '/v[12]/.*' }],
  ])('%# is what was asked for', (path, expected) => {
    expect(path._path).toEqual(expected);
  });

  test('the subtree of / is every path', () => {
    expect(PathMatch.subtree('/')._path).toEqual({ kind: 'prefix', value: '/' });
  });

  test.each([
    '', 'api', 'http://host/api', '/a?b=1', '/a#b', '/a*', '/{id}', '/a b', '/a\n', '/a\t', '/é', '/a%2', '/a%zz', '/a//b', '/a/./b', '/a/..', '/"', '/\\', '/a\0',
    `/${'a'.repeat(1024)}`,
  ])('refuses %j, which no request has', (path) => {
    for (const match of [PathMatch.exact, PathMatch.prefix, PathMatch.subtree]) expect(() => match(path)).toThrow(/\[MSH017\]/);
  });

  test('refuses every hostile text', () => {
    for (const text of HOSTILE_TEXTS) expect(() => PathMatch.exact(text)).toThrow(/\[MSH017\]/);
  });

  test('refuses a subtree that begins below its path, with the fix', () => {
    expect(() => PathMatch.subtree('/api/')).toThrow(/\[MSH017\].*fix: write "\/api"/);
  });

  test('refuses what is not text', () => {
    expect(() => PathMatch.exact(undefined as unknown as string)).toThrow(/\[MSH017\]/);
  });

  test('refuses a regular expression that proxies cannot run', () => {
    expect(() => PathMatch.regex('(?=/api)')).toThrow(/\[MSH018\]/);
  });
});
