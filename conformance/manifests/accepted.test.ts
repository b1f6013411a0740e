import assert from 'node:assert';
import { after, before, test } from 'node:test';
import { outdated, unlisted } from './expected-messages';
import { judgeCase, type Said } from './judge-case';
import { absentNamespaces, clear, forbidPods, podNames, selectedWorkloads } from './surroundings';
import { synthesized } from './synthesized';
import { Mesh } from '../mesh/mesh';
import { applyWrittenDefinitions } from '../mesh/written-definitions';

const cases = synthesized();
// Their many pods run in a suite of their own, which hears the same judges about them.
const WITHOUT_PODS = ['examples/ecommerce', 'examples/paymentpro'];
const heard: Said[] = [];
let mesh: Mesh;
let remaining: Set<string>;

before(async () => {
  mesh = await Mesh.up('accepted', { owner: process.pid });
  await applyWrittenDefinitions(mesh.kube);
  const { refusals, stuck } = await mesh.apply(selectedWorkloads(cases.map(({ objects }) => objects)));
  assert.deepStrictEqual([refusals, stuck], [[], []]);
  remaining = new Set(await podNames(mesh));
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

test('there are examples and golden cases', () => {
  assert.ok(WITHOUT_PODS.every((name) => cases.some((one) => one.name === name)) && cases.length > 40, `${cases.length}`);
});

for (const one of cases) {
  test(`${one.name}: no judge says anything that is not listed`, async () => {
    for (const namespace of absentNamespaces(one.objects)) await mesh.kube.apply(namespace);
    if (WITHOUT_PODS.includes(one.name)) await forbidPods(mesh, one.objects);
    try {
      // nothing is won by waiting for what is kept from coming
      const said = await judgeCase(mesh, one, WITHOUT_PODS.includes(one.name) ? 1 : 180);
      heard.push(...said);
      assert.deepStrictEqual(unlisted(said), []);
    } finally {
      await clear(mesh, one.objects, remaining);
    }
  });
}

test('every message that is listed still occurs', () => {
  assert.deepStrictEqual(outdated(heard), []);
});
