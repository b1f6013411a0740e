import { ClaimMatch } from '../../../src/constructs/security/claim-match';
import { READABLE_TEXTS, UNREADABLE_TEXTS } from '../../testing/hostile-texts';

describe('ClaimMatch', () => {
  test('names a claim, and one inside of others', () => {
    expect(ClaimMatch.of('groups', ['staff', 'admin', 'staff'])._claim).toEqual({ claim: ['groups'], values: ['admin', 'staff'] });
    expect(ClaimMatch.nested(['realm_access', 'roles'], ['admin'])._claim).toEqual({ claim: ['realm_access', 'roles'], values: ['admin'] });
  });

  test('does not change with the lists it was made from', () => {
    const values = ['a'];
    const match = ClaimMatch.of('groups', values);
    values.push('b');
    expect(match._claim.values).toEqual(['a']);
  });

  test.each([
    ['MSH001', () => ClaimMatch.of('groups', [])],
    ['MSH001', () => ClaimMatch.nested([], ['a'])],
    ['MSH009', () => ClaimMatch.of('a[b]', ['c'])],
    ['MSH037', () => ClaimMatch.of('groups', ['*'])],
    ['MSH037', () => ClaimMatch.of('groups', ['admin*'])],
    ['MSH037', () => ClaimMatch.of('groups', ['*admin'])],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(wrong).toThrow(`[${code}]`);
  });

  test('refuses what cannot be read, and takes the rest as data', () => {
    for (const text of UNREADABLE_TEXTS) {
      expect(() => ClaimMatch.of(text, ['a'])).toThrow('[MSH009]');
      expect(() => ClaimMatch.of('a', [text])).toThrow('[MSH009]');
    }
    for (const text of READABLE_TEXTS.filter((readable) => readable !== '*')) expect(ClaimMatch.of('a', [text])._claim.values).toEqual([text]);
  });
});
