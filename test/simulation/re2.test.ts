import { toRegExp } from '../../src/simulation/re2';

const whole = (expression: string, text: string) => toRegExp(expression, { whole: true })?.test(text);

describe('an expression of RE2', () => {
  test.each([
    ['a|b', 'ab', false],
    ['a|b', 'b', true],
    ['/api/v[0-9]+', '/api/v12', true],
    ['/api/v[0-9]+', '/api/v12/', false],
    ['(?i)/ADMIN', '/admin', true],
    ['(?P<name>al)ice', 'alice', true],
    ['(?<name>al)ice', 'alice', true],
    ['[[:alpha:]]+', 'abc', true],
    ['[[:alpha:]]+', 'ab1', false],
    ['[^[:digit:]x]', 'y', true],
    ['[]a]+', 'a]', true],
    ['[a-z\\-]+', 'a-b', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['a{,2}', 'a{,2}', true],
    ['a{2}', 'aa', true],
    ['\\x41\\x{42}', 'AB', true],
    ['\\s', '\v', false],
    ['\\s', ' ', true],
    ['[\\s]', '\t', true],
    ['\\S+', 'ab', true],
    ['\\Aa\\z', 'a', true],
    ['.', '\n', false],
    ['(?s).', '\n', true],
    ['\\-\\.\\/', '-./', true],
    ['é', 'é', true],
    ['\\D\\W\\b', 'x-', false],
  ])('%s on %j: %s', (expression, text, expected) => {
    expect(whole(expression, text)).toBe(expected);
  });

  test.each(['(?U)a', 'a(?i)b', '\\pN', '[[:^alpha:]]', '(', '[^\\S]'])('%s is left to RE2', (expression) => {
    expect(toRegExp(expression, { whole: true })).toBeUndefined();
  });

  test('finds all places when it rewrites', () => {
    expect('a1b22'.replace(toRegExp('[0-9]', { whole: false, all: true })!, 'n')).toBe('anbnn');
  });
});
