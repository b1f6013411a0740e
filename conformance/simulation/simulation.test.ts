import assert from 'node:assert';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Comparison, type Difference } from './comparison';
import { withoutKeys } from './recording';
import { Mesh } from '../mesh/mesh';

const NAMESPACES = ['sim-x', 'sim-y', 'sim-z'];
/** Three meshes each: 60 of them, or all 300. */
const ROUNDS = Number(process.env.SIMULATION_ROUNDS ?? (process.env.SIMULATION === 'full' ? 100 : 20));
const QUESTIONS = 85;
const FIRST_SEED = Number(process.env.SIMULATION_SEED ?? 1);

let mesh: Mesh;
let comparison: Comparison;

before(
  async () => {
    mesh = process.env.SIMULATION_RUN === undefined ? await Mesh.up('sim', { owner: process.pid }) : await Mesh.attach(process.env.SIMULATION_RUN);
    comparison = new Comparison(mesh, NAMESPACES);
    await comparison.start();
  },
  { timeout: 900_000 },
);

after(async () => (process.env.SIMULATION_RUN === undefined ? mesh?.down() : mesh?.close()), { timeout: 60_000 });

test('Envoy and the simulator answer the same about random meshes', { timeout: 3_600_000 }, async () => {
  const differences: Difference[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const seeds = NAMESPACES.map((_, index) => FIRST_SEED + round * NAMESPACES.length + index);
    differences.push(...(await comparison.round(seeds, QUESTIONS)));
    if (round % 10 === 9) console.log(inWords(differences.length));
  }
  const { requests, unknown, outcomes } = comparison.totals;
  console.log(inWords(differences.length));
  console.log(listed(outcomes));
  console.log(listed(unknown));
  if (process.env.SIMULATION_OUT !== undefined) writeFileSync(process.env.SIMULATION_OUT, JSON.stringify(differences.map(plain), null, 1));
  if (process.env.SIMULATION_RECORD !== undefined) {
    writeFileSync(process.env.SIMULATION_RECORD, comparison.recorded.map((round) => JSON.stringify(withoutKeys(round))).join('\n') + '\n');
  }
  assert.deepStrictEqual(
    differences.slice(0, 5).map(({ seed, question, reason, logs }) => ({ seed, question, reason, logs })),
    [],
  );
  assert.ok(sum(unknown) <= requests / 50, `${sum(unknown)} of ${requests} were not simulated`);
});

/** How far it has come. */
function inWords(differences: number): string {
  const { meshes, requests, unknown, refused } = comparison.totals;
  return `${meshes} meshes, ${requests} requests, ${differences} differences, ${sum(unknown)} not simulated, ${refused} objects refused`;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

/** The most frequent first. */
function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}

/** Without what is the same in all of them. */
function plain({ decision, ...rest }: Difference): object {
  return {
    ...rest,
    steps: decision.steps,
    outcomes: decision.outcomes.map(({ cluster, workload, received, ...outcome }) => ({
      ...outcome,
      host: cluster?.service.host,
      workload: workload?.name,
      received: received && { ...received, headers: [...received.headers] },
    })),
  };
}
