import { readRe2 } from '../../src/support/re2-syntax';

describe('readRe2', () => {
  test.each([
    'a', '', 'a|b|', '(a)(?:b)(?P<c>d)(?<e>f)', '(?i)abc', '(?i:abc)', '(?s-i:a.b)', '[[:alpha:]_-]+', '[^[:^digit:]]', '[]a]', '[a-]', '[\\d-z]', '[\\]]',
    'a{2}', 'a{2,}', 'a{2,3}?', 'a{,3}', '{', 'a{x}', '^$', '\\bfoo\\B\\z', '\\pL\\p{Greek}\\P{^Lu}\\p{Any}', '\\x41\\x{1F600}\\07\\12', '\\Q(*\\E+', '\\Q(', '\\.\\/\\-', 'é😀',
    '\\A\\a\\f\\t\\n\\r\\v', '[\\x41-\\x5a]', '(a{10}){100}',
  ])('reads %j', (pattern) => {
    expect(() => readRe2(pattern)).not.toThrow();
  });

  test.each([
    ['(?=a)', 'lookahead'], ['(?!a)', 'lookahead'], ['(?<=a)', 'lookahead'], ['(?<!a)', 'lookahead'], ['(a)\\1', 'backreference'], ['\\8', 'backreference'],
    ['(a', 'missing closing )'], ['a)', 'unexpected )'], ['[a', 'missing closing ]'], ['[', 'missing closing ]'], ['[\\', 'trailing backslash'], ['a\\', 'trailing backslash'],
    ['*a', 'missing argument'], ['(*)', 'missing argument'], ['a|+', 'missing argument'], ['(?i)*', 'missing argument'], ['{2}', 'missing argument'], ['\\Q\\E*', 'missing argument'],
    ['a**', 'nested repetition'], ['a+?+', 'nested repetition'], ['a{2}{3}', 'nested repetition'],
    ['a{1001}', 'repeat count'], ['a{3,2}', 'repeat count'], ['(a{100}){11}', 'more than 1000'],
    ['[z-a]', 'range'], ['[a-\\d]', 'range'], ['[[:foo:]]', 'class'], ['\\p{Foo}', 'class'], ['\\p', 'class'], ['\\k', 'escape'], ['\\é', 'escape'], ['[\\b]', 'escape'],
    ['\\x', 'without a character'], ['\\x{110000}', 'without a character'], ['(?P<a>b)(?P<a>c)', 'two groups'], ['(?P=a)', 'unknown group'], ['(?>a)', 'unknown group'], ['(?#a)', 'unknown group'],
    ['(?)', 'unknown group'], ['[a-', 'missing closing ]'],
  ])('refuses %j: %s', (pattern, why) => {
    expect(() => readRe2(pattern)).toThrow(why);
  });

  test('counts the groups that capture', () => {
    expect(readRe2('(a)(?:b)(?P<c>(d))(?i:e)').groups).toBe(3);
  });
});
