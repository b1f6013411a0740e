import assert from 'node:assert';
import { after, before, test } from 'node:test';
import { synthesized } from './synthesized';
import { refuserOf, wrongObjects } from './wrong-objects';
import { validateObject } from '../../test/testing/validate-object';
import { webhookProblems } from '../../test/testing/webhook-rules';
import { KubeError, type KubeObject } from '../mesh/kube';
import { Mesh } from '../mesh/mesh';
import { applyWrittenDefinitions } from '../mesh/written-definitions';

const wrong = wrongObjects();
let mesh: Mesh;

before(async () => {
  mesh = await Mesh.up('refused', { owner: process.pid });
  await applyWrittenDefinitions(mesh.kube);
  for (const [name, level] of [['shop', 'privileged'], ['strict', 'restricted']]) {
    await mesh.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': level } } });
  }
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

test('there are wrong objects of every kind that the library makes, and for everyone who may refuse', () => {
  const made = new Set(synthesized().flatMap(({ objects }) => objects.map(({ kind }) => kind)));
  assert.deepStrictEqual([...made].filter((kind) => !wrong.some(({ object }) => object.kind === kind)), []);
  assert.strictEqual(new Set(wrong.map(({ by }) => by)).size, 6);
  assert.ok(wrong.length >= 100, `${wrong.length}`);
});

for (const { by, reason, object } of wrong) {
  const { apiVersion, kind } = object;

  test(`${kind} is refused, ${by}: ${reason}`, async () => {
    const text = await refusalOf(object);
    assert.ok(text.includes(reason), text);
    assert.strictEqual(refuserOf(object, text), by, text);
  });

  // What only a cluster knows: its namespaces, and what they ask of pods.
  if (by === 'admission') continue;
  test(`${apiVersion} ${kind} is refused by the judge without a cluster, too: ${reason}`, () => {
    const shape = validateObject(object);
    const problems = shape.length > 0 ? shape : webhookProblems(object).filter((problem) => !problem.startsWith('warning: '));
    assert.notDeepStrictEqual(problems, []);
  });
}

test('the judge without a cluster refuses nothing that was accepted', () => {
  const objects = synthesized().flatMap((one) => one.objects);
  assert.deepStrictEqual(objects.flatMap((object) => [...validateObject(object), ...webhookProblems(object)]), []);
});

/** Nothing of it is to stay, should it be accepted; a dry run is judged by everybody, too. */
async function refusalOf(object: KubeObject): Promise<string> {
  try {
    await mesh.kube.apply(object, true);
  } catch (error) {
    if (error instanceof KubeError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}
