import { AuthorityMatch } from '../../../src/constructs/traffic/authority-match';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('AuthorityMatch', () => {
  test.each([
    [AuthorityMatch.exact('shop.example.com:8443'), { kind: 'exact', value: 'shop.example.com:8443' }],
    [AuthorityMatch.exact('orders'), { kind: 'exact', value: 'orders' }],
    [AuthorityMatch.prefix('shop.'), { kind: 'prefix', value: 'shop.' }],
    [AuthorityMatch.regex('.*\\.example\\.com'), { kind: 'regex', value: '.*\\.example\\.com' }],
  ])('%# is what was asked for', (match, expected) => {
    expect(match._authority).toEqual(expected);
  });

  test('refuses what no host begins with', () => {
    for (const text of [...HOSTILE_TEXTS, 'Shop.', '.a', '-a', '*.']) {
      expect(() => AuthorityMatch.exact(text)).toThrow('[MSH005]');
      expect(() => AuthorityMatch.prefix(text)).toThrow('[MSH005]');
    }
  });

  test('refuses a regular expression that proxies cannot run', () => {
    expect(() => AuthorityMatch.regex('(')).toThrow('[MSH018]');
  });
});
