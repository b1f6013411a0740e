import { checkRegex, checkRegexRewrite } from '../../src/support/regex';
import { UNREADABLE_TEXTS } from '../testing/hostile-texts';

describe('checkRegex', () => {
  test('hands on what RE2 reads', () => {
    expect(checkRegex('^/v[0-9]+/(?i:users)$', 'the path')).toBe('^/v[0-9]+/(?i:users)$');
  });

  test('counts bytes, as Istio does', () => {
    expect(() => checkRegex('é'.repeat(512), 'the path')).not.toThrow();
    expect(() => checkRegex('é'.repeat(513), 'the path')).toThrow(/\[MSH018\].*longer than 1024/);
  });

  test('refuses what has no syntax, is empty, or cannot be read', () => {
    for (const text of ['(', ...UNREADABLE_TEXTS.filter((unreadable) => unreadable !== ' ')]) expect(() => checkRegex(text, 'the path')).toThrow(/\[MSH018\]/);
  });
});

describe('checkRegexRewrite', () => {
  test('hands on a rewrite whose groups exist', () => {
    expect(checkRegexRewrite('/(a)/(b)', '/\\2/\\1/\\\\3', 'the rewrite')).toBe('/\\2/\\1/\\\\3');
  });

  test.each(['', 'a b', '/a?b', '/a#b', '/\\x', '/a\n', '/\\3'])('refuses %j', (rewrite) => {
    expect(() => checkRegexRewrite('/(a)/(b)', rewrite, 'the rewrite')).toThrow(/\[MSH019\]/);
  });
});
