import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { difference } from '../../conformance/simulation/difference';
import type { RecordedRound } from '../../conformance/simulation/recording';
import { Manifests } from '../../src/manifests/manifests';
import { manifestOf } from '../../src/manifests/read-manifests';
import { simulate } from '../../src/simulation/simulate';

/** What Envoy has answered in random meshes (`SIMULATION_RECORD=… SIMULATION_ROUNDS=3`, see conformance/simulation), a mesh of three namespaces a line. */
const ROUNDS: RecordedRound[] = readFileSync(join(__dirname, 'recorded.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

test.each(ROUNDS.map((round, index) => [index, round] as const))('round %i is answered as Envoy has answered it', (_, { objects, answers }) => {
  const manifests = new Manifests(objects.map((object) => manifestOf(object)));
  const differences = answers.flatMap(({ question, asked }) => {
    const reason = difference(asked, simulate(manifests, question));
    return reason === undefined ? [] : [{ question, reason }];
  });
  expect(differences).toEqual([]);
  expect(answers.length).toBeGreaterThan(200);
});

test('what Envoy has answered is of many kinds', () => {
  const kinds = new Set(
    ROUNDS.flatMap(({ answers }) => answers.map(({ asked }) => (asked.reply === undefined ? String(asked.status ?? 'none') : 'application'))),
  );
  expect(kinds.size).toBeGreaterThan(6);
});

test('a wrong answer is noticed', () => {
  const [{ objects, answers }] = ROUNDS;
  const allowed = answers.find(({ asked }) => asked.reply !== undefined)!;
  const decision = simulate(new Manifests(objects.map((object) => manifestOf(object))), allowed.question);
  expect(difference({ status: 403, took: 0 }, decision)).toBeDefined();
  expect(difference({ error: 'ECONNRESET', took: 0 }, decision)).toBeDefined();
  expect(difference({ ...allowed.asked, reply: { ...allowed.asked.reply!, pod: 'x-1', namespace: 'sim-q' } }, decision)).toBeDefined();
});
