import assert from 'node:assert';
import { after, before, test } from 'node:test';
import { type PushTime, pushTime } from './push';
import { CALLEES, PLACE, synthesized } from './system';
import { type View, viewOf } from './view';
import { printTable } from '../../benchmark/table';
import type { KubeObject } from '../mesh/kube';
import { Mesh } from '../mesh/mesh';

const objects = synthesized();
const WHAT = ['bytes', 'clusters', 'hosts'] as const;
const of = (...kinds: string[]) => objects.filter(({ kind }) => kinds.includes(kind));

let mesh: Mesh;
let scoped: View;
let scopedPush: PushTime;
let unscoped: View;
let unscopedPush: PushTime;

before(async () => {
  mesh = await Mesh.up('scale', { owner: process.pid });
  // many at once, since one after another takes minutes; the pod last, when everything it is to know is there
  await applyAtOnce(of('Namespace'));
  const applied = await applyAtOnce(objects.filter(({ kind }) => kind !== 'Namespace' && kind !== 'Deployment'));
  const { stuck, refusals } = await mesh.apply(of('Deployment'));
  assert.deepStrictEqual([stuck, refusals], [[], []]);
  await mesh.settle(applied);
  const touched = objects.find(({ kind, metadata }) => kind === 'DestinationRule' && CALLEES[0].startsWith(`${metadata.name}.`))!;
  scopedPush = await pushTime(mesh, touched);
  scoped = await viewOf(mesh, PLACE);
  await deleteSidecars();
  unscopedPush = await pushTime(mesh, touched);
  unscoped = await viewOf(mesh, PLACE);
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

test('a thousand services are there', async () => {
  assert.strictEqual(of('Service').length, 1_000);
  assert.ok(await mesh.istiod.metric('pilot_services') >= 1_000);
});

test('a proxy knows the services that are called, and no other', () => knowsItsCalleesOnly(scoped));

for (const what of WHAT) {
  test(`a proxy has at least 95 % less ${what} than it would without its Sidecar`, () => needsLittle(scoped, what));
}

test('a proxy listens for its callees, and not for everybody’s TCP', () => listensForItsCallees(scoped));

test('a proxy without its Sidecar fails each of that', () => {
  assert.strictEqual(unscoped.services.length, 1_000);
  assert.throws(() => knowsItsCalleesOnly(unscoped));
  for (const what of WHAT) assert.throws(() => needsLittle(unscoped, what), /instead of/);
  assert.throws(() => listensForItsCallees(unscoped), /instead of/);
});

test('what it costs', () => {
  const row = (name: string, digits: number, a: number, b: number, percent = `${(100 * (1 - a / b)).toFixed(1)} %`) =>
    [name, a.toFixed(digits), b.toFixed(digits), percent];
  printTable([
    [`one proxy among 1000 services (${objects.length} objects)`, 'with its Sidecar', 'without', 'less'],
    row('bytes', 0, scoped.bytes, unscoped.bytes),
    row('clusters', 0, scoped.clusters, unscoped.clusters),
    row('listeners', 0, scoped.listeners, unscoped.listeners),
    row('virtual hosts in routes', 0, scoped.hosts, unscoped.hosts),
    row('istiod computes and sends one push, ms', 1, scopedPush.push, unscopedPush.push),
    row('from a change to the proxy’s answer, ms', 1, scopedPush.convergence, unscopedPush.convergence),
    row('istiod takes in the mesh anew, ms', 1, scopedPush.context, unscopedPush.context, ''),
  ]);
});

function knowsItsCalleesOnly({ services }: View): void {
  assert.deepStrictEqual(services, CALLEES);
}

function needsLittle(view: View, what: typeof WHAT[number]): void {
  assert.ok(view[what] <= 0.05 * unscoped[what], `${view[what]} instead of ${unscoped[what]}`);
}

/** Of 200 services that speak TCP, for each of which a proxy would listen, one is called. */
function listensForItsCallees({ listeners }: View): void {
  assert.ok(listeners <= unscoped.listeners - 199, `${listeners} instead of ${unscoped.listeners}`);
}

async function applyAtOnce(some: KubeObject[]): Promise<KubeObject[]> {
  return Promise.all(some.map(async (object) => {
    const { body, warnings } = await mesh.kube.apply(object);
    assert.deepStrictEqual(warnings, [], `${object.kind} ${object.metadata.name}`);
    return body;
  }));
}

/** Whole collections at once: one after another takes as long as the rest of the test. */
async function deleteSidecars(): Promise<void> {
  await Promise.all(of('Namespace').map(async ({ metadata }) =>
    mesh.kube.delete(`/apis/networking.istio.io/v1/namespaces/${metadata.name}/sidecars`)));
  await mesh.settle([], of('Sidecar'));
}
