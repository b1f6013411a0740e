import { Shop } from '../testing/shop';

test('a value that is wrong says in which construct it was given', () => {
  expect(() => new Shop().service('a', { connectionPool: {} })).toThrow(/^\[MSH014\] app\/shop\/a: /);
  expect(() => new Shop().versioned('b', ['v1', 'v2'], { versionPolicies: { v1: { connectionPool: {} } } })).toThrow(/^\[MSH014\] app\/shop\/b: /);
});
