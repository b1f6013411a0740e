import { pathPatterns } from '../../src/render/path-patterns';

test('an exact path is itself, a prefix ends in an asterisk, a subtree is both', () => {
  expect(pathPatterns([{ kind: 'prefix', value: '/api/v' }, { kind: 'exact', value: '/health' }, { kind: 'subtree', value: '/orders' }]))
    .toEqual(['/api/v*', '/health', '/orders', '/orders/*']);
});

test('a subtree takes whole segments only, with and without a slash at its end, and the root is every path', () => {
  expect(pathPatterns([{ kind: 'subtree', value: '/orders/' }])).toEqual(['/orders', '/orders/*']);
  expect(pathPatterns([{ kind: 'subtree', value: '/' }])).toEqual(['/*']);
});

test('repetitions are written once', () => {
  expect(pathPatterns([{ kind: 'exact', value: '/a' }, { kind: 'subtree', value: '/a' }])).toEqual(['/a', '/a/*']);
});

test.each(['/*', '/a/*', '*/a', '/{*}', '/{id}', '/a}'])('%s never becomes a wildcard or template', (value) => {
  for (const kind of ['exact', 'prefix', 'subtree'] as const) expect(() => pathPatterns([{ kind, value }])).toThrow('literally');
});

test('a regular expression is refused', () => {
  expect(() => pathPatterns([{ kind: 'regex', value: '/a.*' }])).toThrow('regular expression');
});
