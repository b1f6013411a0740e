import assert from 'node:assert';
import { test } from 'node:test';
import { checkShare } from './release';

const seen = (v1: number, v2: number, others: [string, number][] = []) => new Map([['v1', v1], ['v2', v2], ...others]);

test('chance is no failure, and a wrong weight is one', () => {
  checkShare(seen(1_800, 200), 10, 'outside');
  checkShare(seen(1_750, 250), 10, 'outside');
  assert.throws(() => checkShare(seen(1_740, 260), 10, 'outside'), /outside: .*260/);
  assert.throws(() => checkShare(seen(1_000, 1_000), 10, 'outside'));
  assert.throws(() => checkShare(seen(1, 1_999), 100, 'outside'));
});

test('an answer of anybody else, or none, is a failure', () => {
  assert.throws(() => checkShare(seen(1_800, 199, [['canary', 1]]), 10, 'outside'), /canary/);
  assert.throws(() => checkShare(seen(1_800, 199, [['503', 1]]), 10, 'outside'), /503/);
});
