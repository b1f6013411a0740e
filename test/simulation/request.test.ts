import { addressTest } from '../../src/simulation/address-test';
import { authorityIn, changed, headersOf } from '../../src/simulation/headers';
import { templateTest } from '../../src/simulation/path-template';
import { normalized, queryOf } from '../../src/simulation/request';

describe('a path', () => {
  test.each([
    ['/', '/'],
    ['/a/../b', '/b'],
    ['/a/./b', '/a/b'],
    ['/..', '/'],
    ['/a/..', '/'],
    ['/a\\b', '/a/b'],
    ['/%61%2e%2e', '/a..'],
    ['/a/%2e%2e/b?x=../y', '/b?x=../y'],
    ['//a//b', '//a//b'],
    ['/a%2Fb', '/a%2Fb'],
    ['a', undefined],
    ['/a#b', undefined],
  ])('%s becomes %s', (given, expected) => {
    expect(normalized(given)).toBe(expected);
  });

  test.each([
    ['/api/{*}/items', '/api/v1/items', true],
    ['/api/{*}/items', '/api/v1/v2/items', false],
    ['/api/{*}/items', '/api//items', false],
    ['/api/{**}', '/api/v1/items', true],
    ['/api/{**}', '/api/', true],
    ['/api/{**}', '/api', false],
    ['/a.b/{*}', '/axb/c', false],
    ['/{**}/end', '/a/b/end', true],
  ])('template %s on %s: %s', (template, path, expected) => {
    expect(templateTest(template)(path)).toBe(expected);
  });
});

test('the first value of a query counts, as it stands there', () => {
  expect([...queryOf('/a?q=1&q=2&debug&x=a=b#c')]).toEqual([
    ['q', '1'],
    ['debug', ''],
    ['x', 'a=b'],
  ]);
  expect(queryOf('/a').size).toBe(0);
});

test('addresses lie in ranges of their own family', () => {
  const isIn = addressTest(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32', 'nonsense']);
  expect(['10.1.2.3', '192.0.2.7', '192.0.2.8', '2001:db8::1', '::1', 'nonsense'].map(isIn)).toEqual([true, true, false, true, false, false]);
  expect(addressTest(['::/0'])('10.0.0.1')).toBe(false);
});

test('headers are removed, then set, then added, and hosts are no headers', () => {
  const before = headersOf({ 'X-A': '1', 'x-b': '2' });
  const after = changed(before, { remove: ['x-a', ':path'], set: { 'X-B': '3', ':authority': 'h' }, add: { 'x-b': '4', 'x-c': '5', 'host': 'h' } });
  expect([...after]).toEqual([
    ['x-b', '3,4'],
    ['x-c', '5'],
  ]);
  expect([...before]).toEqual([
    ['x-a', '1'],
    ['x-b', '2'],
  ]);
  expect(authorityIn({ add: { Host: 'added' } })).toBe('added');
  expect(authorityIn({ add: { Host: 'added' }, set: { ':authority': 'set' } })).toBe('set');
  expect(authorityIn({})).toBeUndefined();
});
