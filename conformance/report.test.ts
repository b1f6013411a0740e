import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

/** What the command says of files, as it is run. */
function runOf(...names: string[]): { lines: string[]; status: number | null } {
  const files = names.map((name) => join('conformance', 'testdata', name));
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout, status } = spawnSync('npx', ['tsx', 'conformance/test.ts', ...files], { cwd: join(__dirname, '..'), env, encoding: 'utf8' });
  return { lines: stdout.trimEnd().split('\n'), status };
}

test('what fails is counted and said: in a group, before a group, before everything', () => {
  const { lines, status } = runOf('failing.ts', 'ending-early.ts');
  assert.strictEqual(lines.at(-1), '2 passed, 4 failed');
  assert.strictEqual(status, 1);
  for (const text of ['fails in it', 'no start', 'before any test', "+ 'one\\nthing'"]) assert.ok(lines.some((line) => line.includes(text)), text);
});

test('nothing tested is a failure', () => {
  assert.deepStrictEqual([runOf('empty.ts').status, runOf('empty.ts').lines.at(-1)], [1, '0 passed, 0 failed']);
});
