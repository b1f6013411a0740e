import assert from 'node:assert';
import { after, before, test, type TestContext } from 'node:test';
import { judgeBroken } from './broken';
import { Case, checkApart } from './case';
import { judge, told } from './judge';
import { roundsOf } from './rounds';
import { releaseWeekByWeek } from '../ecommerce/release';
import type { KubeObject } from '../mesh/kube';
import { Mesh } from '../mesh/mesh';
import { until } from '../mesh/until';
import { withoutUsual } from '../mesh/warnings';

/** What is told of a case beside its table, and needs what the table was about. */
const BESIDE: Record<string, (t: TestContext, mesh: Mesh, of: Case) => Promise<void>> = { bookinfo: judgeBroken, ecommerce: releaseWeekByWeek };

const CONFIG = '/api/v1/namespaces/istio-system/configmaps/istio';

let cases: Case[];
let mesh: Mesh;

before(async () => {
  const all = Case.all(__dirname);
  checkApart(all);
  const wanted = process.env.CASES?.split(',');
  cases = all.filter(({ name }) => wanted?.includes(name) ?? true);
  assert.ok(cases.length > 0, `no case is called ${process.env.CASES}; there are ${all.map(({ name }) => name).join(', ')}`);
  mesh = await Mesh.up('cases', { owner: process.pid });
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

test('cases', async (t) => {
  const rounds = roundsOf(cases);
  for (const round of rounds) {
    await t.test(round.map(({ name }) => name).join(', '), async (of) => {
      await of.test('everything is accepted, runs, and is known to every proxy', async () => applied(round));
      for (const one of round) {
        await of.test(`${one.name}: ${one.table.requests.length} requests go the way their lines say`, async () => judged(one));
        await BESIDE[one.name]?.(of, mesh, one);
      }
    });
    if (round !== rounds[rounds.length - 1]) await mesh.delete(round.flatMap(({ objects }) => objects));
  }
});

test('more than a thousand requests were asked', { skip: process.env.CASES !== undefined }, () => {
  const asked = cases.find(({ name }) => name === 'ecommerce')!.table.requests.length;
  assert.ok(asked >= 1_000, `${asked}`);
});

async function applied(round: readonly Case[]): Promise<void> {
  for (const one of round) await configured(one);
  const hosts = round.flatMap(({ table }) => table.hosts);
  if (hosts.length > 0) await mesh.addOutside({ hosts: hosts.map(({ name }) => name), ports: hosts.flatMap(({ ports }) => ports) });
  const all = round.flatMap(({ objects, surroundings }) => [...objects, ...surroundings]);
  const isNamespace = ({ kind }: KubeObject) => kind === 'Namespace';
  const { refusals, warnings, stuck } = await mesh.apply([...all.filter(isNamespace), ...all.filter((object) => !isNamespace(object))]);
  assert.deepStrictEqual([refusals, withoutUsual(warnings), stuck], [[], [], []]);
  // what was deleted before takes its time to end, for which these did not wait
  const namespaces = async () => mesh.kube.list('/api/v1/namespaces');
  await until('the namespaces of other cases to end', 120, async () => (await namespaces()).every(({ metadata }) => metadata.deletionTimestamp === undefined));
  assert.deepStrictEqual([await mesh.judges.rejectedUpdates(), await mesh.judges.notReady()], [[], []]);
  const isExpected = (code: string, origin: string) => EXPECTED.some((known) => known.code === code && origin.includes(known.about));
  const about = (await mesh.judges.analyzeCluster()).filter(({ origin, code }) => !isExpected(code, origin));
  assert.deepStrictEqual(about, []);
}

/** istiod takes it up by itself, before anything depends on it; what an earlier case needed stays. */
async function configured(one: Case): Promise<void> {
  const patch = one.configured(await mesh.kube.get(CONFIG));
  if (patch !== undefined) await mesh.kube.patch(CONFIG, { data: patch.data });
}

async function judged(one: Case): Promise<void> {
  const message = await told(mesh, one, await judge(mesh, one));
  if (message !== undefined) assert.fail(message);
}

/** Messages about the test's own cluster. */
const EXPECTED = [
  // it is said of every EnvoyFilter
  { code: 'IST0133', about: '-rate-limit' },
  // istiod is installed as it comes, without limits to where it fetches keys
  { code: 'IST0175', about: 'istiod' },
  // nothing is in it
  { code: 'IST0102', about: 'default' },
];
