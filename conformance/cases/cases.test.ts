import assert from 'node:assert';
import { after, before, test } from 'node:test';
import { Case, checkApart } from './case';
import { judge, told } from './judge';
import { Mesh, type Settled } from '../mesh/mesh';

let cases: Case[];
let mesh: Mesh;
let settled: Settled;

before(async () => {
  const all = await Case.all(__dirname);
  checkApart(all);
  cases = all.filter(({ name }) => process.env.CASES === undefined || process.env.CASES.split(',').includes(name));
  assert.ok(cases.length > 0, `no case is called ${process.env.CASES}; there are ${all.map(({ name }) => name).join(', ')}`);
  mesh = await Mesh.up('cases', { owner: process.pid });
  settled = await apply(cases.filter(({ isForAll }) => !isForAll));
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

async function apply(these: Case[]): Promise<Settled> {
  const hosts = these.flatMap(({ table }) => table.hosts);
  if (hosts.length > 0) await mesh.addOutside({ hosts: hosts.map(({ name }) => name), ports: hosts.flatMap(({ ports }) => ports) });
  return mesh.apply(these.flatMap((one) => [...one.objects, ...one.surroundings]));
}

test('everything is accepted without a warning, and runs', () => {
  assert.deepStrictEqual([settled.refusals, settled.warnings, settled.stuck], [[], [], []]);
});

test('every request goes the way its line says', async (t) => {
  for (const one of cases.filter(({ isForAll }) => !isForAll)) await t.test(one.name, async () => judged(one));
});

test('so it does where a case has rules for everybody', async (t) => {
  for (const one of cases.filter(({ isForAll }) => isForAll)) {
    await t.test(one.name, async () => {
      const { refusals, warnings, stuck } = await apply([one]);
      assert.deepStrictEqual([refusals, warnings, stuck], [[], [], []]);
      await judged(one);
      await mesh.delete(one.objects.filter(({ metadata }) => metadata.namespace === 'istio-system'));
    });
  }
});

async function judged(one: Case): Promise<void> {
  const failures = await judge(mesh, one);
  const message = await told(mesh, one, failures);
  if (message !== undefined) assert.fail(message);
}
