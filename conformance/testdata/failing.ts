import assert from 'node:assert';
import { before, describe, test } from 'node:test';

test('passes', () => assert.ok(true));
test('is left out', { skip: true }, () => assert.ok(true));
describe('a group', () => {
  test('passes in it', () => assert.ok(true));
  test('fails in it', () => assert.strictEqual('one\nthing', 'another'));
});
describe('a mesh that does not start', () => {
  before(() => {
    throw new Error('no start');
  });
  test('is not asked', () => assert.ok(true));
});
