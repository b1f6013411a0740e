import { QueryMatch } from '../../../src/constructs/traffic/query-match';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('QueryMatch', () => {
  test.each([
    [QueryMatch.exact('version', 'v2=x'), { kind: 'exact', value: 'v2=x' }],
    [QueryMatch.regex('version', 'v[0-9]+'), { kind: 'regex', value: 'v[0-9]+' }],
    [QueryMatch.present('version'), { kind: 'present' }],
  ])('%# has a name and its condition', (match, value) => {
    expect([match._name, match._value]).toEqual(['version', value]);
  });

  test.each(['a&b', 'a=b', 'a#b', 'a b', '%zz', ''])('refuses the name %j', (name) => {
    expect(() => QueryMatch.present(name)).toThrow('[MSH023]');
  });

  test('refuses texts that are not encoded', () => {
    for (const text of HOSTILE_TEXTS.filter((hostile) => !['*', '!!js/function'].includes(hostile))) expect(() => QueryMatch.exact('a', text)).toThrow('[MSH023]');
  });

  test('takes punctuation for itself', () => {
    expect(QueryMatch.exact('a', '*')._value).toEqual({ kind: 'exact', value: '*' });
    expect(QueryMatch.exact('a', '!!js/function')._value).toEqual({ kind: 'exact', value: '!!js/function' });
  });

  test('refuses a regular expression that proxies cannot run', () => {
    expect(() => QueryMatch.regex('a', '(?!b)')).toThrow('[MSH018]');
  });
});
