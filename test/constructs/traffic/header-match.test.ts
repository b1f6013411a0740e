import { HeaderMatch } from '../../../src/constructs/traffic/header-match';
import { UNREADABLE_TEXTS } from '../../testing/hostile-texts';

describe('HeaderMatch', () => {
  test.each([
    [HeaderMatch.exact('X-User', 'Beta'), { kind: 'exact', value: 'Beta' }, false],
    [HeaderMatch.prefix('x-user', 'be'), { kind: 'prefix', value: 'be' }, false],
    [HeaderMatch.regex('x-user', 'b.*'), { kind: 'regex', value: 'b.*' }, false],
    [HeaderMatch.present('x-user'), { kind: 'present' }, false],
    [HeaderMatch.absent('x-user'), { kind: 'present' }, true],
  ])('%# has a name in lower case, and its condition', (match, value, without) => {
    expect([match._name, match._value, match._without]).toEqual(['x-user', value, without]);
  });

  test.each([
    ['MSH020', () => HeaderMatch.present('x user')],
    ['MSH020', () => HeaderMatch.present('@request.auth.claims.group')],
    ['MSH021', () => HeaderMatch.exact('Host', 'a')],
    ['MSH021', () => HeaderMatch.exact(':path', '/a')],
    ['MSH022', () => HeaderMatch.exact('x-user', '')],
    ['MSH018', () => HeaderMatch.regex('x-user', '*')],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(wrong).toThrow(`[${code}]`);
  });

  test('refuses values that no header can have', () => {
    for (const text of UNREADABLE_TEXTS) {
      expect(() => HeaderMatch.exact('x-user', text)).toThrow('[MSH022]');
      expect(() => HeaderMatch.prefix('x-user', text)).toThrow('[MSH022]');
    }
  });
});
