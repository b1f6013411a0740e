import assert from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compare } from './matrix';
import { Table } from './table';
import type { KubeObject } from '../mesh/kube';

const ROOT = join(__dirname, '../..');
const TABLES = join(__dirname, 'tables');
const isTable = (file: string) => /^manifests /m.test(readFileSync(file, 'utf8'));
const tables = readdirSync(TABLES).map((name) => join(TABLES, name)).filter(isTable).map((file) => new Table(file));

let judged = 0;
for (const table of tables) {
  const objects = table.read(ROOT);

  test(`${table.manifests}: open is what its table says, and nothing else`, async () => {
    assert.deepStrictEqual(podsOf(objects).filter((pod) => !table.places.some(({ governed, namespace, labels }) =>
      governed && JSON.stringify(pod) === JSON.stringify({ namespace, labels }))), [], 'pods that the table does not know');
    const outcome = await compare(table, objects);
    assert.deepStrictEqual(outcome.wrong, []);
    judged += outcome.judged;
  });
}

test('every example has its table', () => {
  const examples = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('out.yaml')).map((file) => `examples/${file}`);
  assert.deepStrictEqual(examples.filter((example) => !tables.some(({ manifests }) => manifests === example)), []);
});

test('more than a hundred thousand sides of connections were judged', (context) => {
  context.diagnostic(`${judged} sides`);
  assert.ok(judged > 100_000, `${judged}`);
});

function podsOf(objects: KubeObject[]): object[] {
  return objects.filter(({ kind }) => kind === 'Deployment').map(({ metadata, spec }) => ({ namespace: metadata.namespace, labels: spec.template.metadata.labels }));
}
