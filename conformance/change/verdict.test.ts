import assert from 'node:assert';
import { test } from 'node:test';
import { Heard } from './load';
import { Expected, judge, text } from './verdict';

const TIMES = { begun: 100, settled: 200 };
const CALL: Expected = { name: 'call', from: 'shop/orders', url: 'http://payments.shop', before: ['payments/v1'], after: ['payments/v2'] };

/** Five answers at each of these times, each asked 10 ms earlier. */
function heard(answers: [at: number, outcome: string][]): Heard[] {
  return answers.flatMap(([at, outcome]) => Array.from({ length: 5 }, (_, number) => ({
    name: 'call', id: `${at}-${number}`, asked: at - 10, answered: at, outcome,
  })));
}

function verdict(expected: Expected, ...answers: [number, string][]): string[] {
  return judge([expected], heard(answers), TIMES).map(text);
}

test('the old answer before, the new one after, and either in between are right', () => {
  assert.deepStrictEqual(verdict(CALL, [50, 'payments/v1'], [150, 'payments/v2'], [160, 'payments/v1'], [250, 'payments/v2']), []);
});

test('a third answer in between is wrong, unless the question allows for it', () => {
  const answers: [number, string][] = [[50, 'payments/v1'], [150, '503'], [250, 'payments/v2']];
  assert.deepStrictEqual(verdict(CALL, ...answers), ['call, meanwhile: 5 × 503, expected payments/v1 or payments/v2']);
  assert.deepStrictEqual(verdict({ ...CALL, meanwhile: ['503'] }, ...answers), []);
});

test('the new answer before the change, or the old one after it, is wrong', () => {
  assert.deepStrictEqual(verdict(CALL, [50, 'payments/v2'], [250, 'payments/v1']), [
    'call, before: 5 × payments/v2, expected payments/v1',
    'call, after: 5 × payments/v1, expected payments/v2',
  ]);
});

test('what was asked before and answered after belongs to the time in between', () => {
  assert.deepStrictEqual(verdict(CALL, [50, 'payments/v1'], [205, 'payments/v1'], [250, 'payments/v2']), []);
});

test('a question that is not to change is held to its one answer throughout', () => {
  const { after: _, ...same } = CALL;
  assert.deepStrictEqual(verdict(same, [50, 'payments/v1'], [150, 'payments/v2'], [250, 'payments/v1']), ['call, meanwhile: 5 × payments/v2, expected payments/v1']);
});

test('hardly any answers prove nothing, and that is said', () => {
  assert.deepStrictEqual(verdict(CALL, [50, 'payments/v1']), ['call, after: 0 × 0 answers only, expected payments/v2']);
  assert.deepStrictEqual(judge([CALL], [], TIMES).length, 2);
});
