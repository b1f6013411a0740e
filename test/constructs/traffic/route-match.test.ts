import { AuthorityMatch } from '../../../src/constructs/traffic/authority-match';
import { HeaderMatch } from '../../../src/constructs/traffic/header-match';
import { HttpMethod } from '../../../src/constructs/traffic/http-method';
import { PathMatch } from '../../../src/constructs/traffic/path-match';
import { QueryMatch } from '../../../src/constructs/traffic/query-match';
import { matchOf, RouteMatch } from '../../../src/constructs/traffic/route-match';

describe('RouteMatch', () => {
  test('joins its parts, ordered by name', () => {
    const match = RouteMatch.of({
      path: PathMatch.subtree('/api'),
      methods: [HttpMethod.PUT, HttpMethod.GET, HttpMethod.PUT],
      headers: [HeaderMatch.present('x-b'), HeaderMatch.absent('x-c'), HeaderMatch.exact('X-A', '1')],
      query: [QueryMatch.present('z'), QueryMatch.exact('a', '1')],
      authority: AuthorityMatch.exact('shop.example.com'),
    });
    expect(JSON.stringify(match._match)).toBe(JSON.stringify({
      path: { kind: 'subtree', value: '/api' },
      methods: ['GET', 'PUT'],
      headers: { 'x-a': { kind: 'exact', value: '1' }, 'x-b': { kind: 'present' } },
      withoutHeaders: { 'x-c': { kind: 'present' } },
      query: { a: { kind: 'exact', value: '1' }, z: { kind: 'present' } },
      authority: { kind: 'exact', value: 'shop.example.com' },
    }));
  });

  test('has no part that was not given', () => {
    expect(matchOf({})).toEqual({});
    expect(Object.keys(RouteMatch.of({ headers: [HeaderMatch.absent('x')] })._match)).toEqual(['withoutHeaders']);
  });

  test('does not change with the lists it was made from', () => {
    const methods = [HttpMethod.GET];
    const match = RouteMatch.of({ methods });
    methods.push(HttpMethod.POST);
    expect(match._match.methods).toEqual(['GET']);
  });

  test.each([
    ['MSH014', {}],
    ['MSH001', { methods: [] }],
    ['MSH001', { headers: [] }],
    ['MSH001', { query: [] }],
    ['MSH015', { headers: [HeaderMatch.exact('X-A', '1'), HeaderMatch.absent('x-a')] }],
    ['MSH015', { query: [QueryMatch.exact('a', '1'), QueryMatch.present('a')] }],
    ['MSH010', { methods: ['get' as HttpMethod] }],
  ])('refuses with %s (%#)', (code, options) => {
    expect(() => RouteMatch.of(options)).toThrow(`[${code}]`);
  });

  test('says what to do about a match that takes every request', () => {
    expect(() => RouteMatch.of({})).toThrow('fix: leave out the match');
  });
});
