import { valueTest } from '../../src/manifests/value-test';

test.each([
  ['exact', 'exact', true],
  ['exact', 'Exact', false],
  ['pre*', 'prefix', true],
  ['*fix', 'prefix', true],
  ['*', 'a', true],
  ['*', '', false],
  ['*x*', 'ax*', true],
  ['*x*', 'axb', false],
])('the value %s on %j: %s', (value, text, expected) => {
  expect(valueTest(value)(text)).toBe(expected);
});
