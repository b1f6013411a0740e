import { Load } from './load';
import { Complaint, Expected, judge, text, Times } from './verdict';
import { applyAll } from '../mesh/apply';
import { KubeObject } from '../mesh/kube';
import { nameOf } from '../mesh/manifests';
import { Mesh } from '../mesh/mesh';

/** `at once`: as kubectl does. `object by object`: the mesh settles after each, so that every state in between is lived in and judged. */
export type Pace = 'at once' | 'object by object';

/** What no proxy hears of: nothing enforces or counts it here. */
const UNHEARD = ['NetworkPolicy', 'PodDisruptionBudget'];

export interface Change {
  readonly from: readonly KubeObject[];
  /** Applied in this order; afterwards what is not in it any more is deleted in the opposite order of `from`. */
  readonly to: readonly KubeObject[];
  readonly pace?: Pace;
}

export interface Outcome {
  readonly complaints: readonly Complaint[];
  readonly asked: number;
  readonly perSecond: number;
}

/** Changes the mesh while questions are asked, a hundred a second all together, and judges every answer. */
export async function changeUnderLoad(mesh: Mesh, { from, to, pace = 'at once' }: Change, expectations: readonly Expected[]): Promise<Outcome> {
  const load = await Load.start(mesh.asker, mesh.kube, expectations);
  const start = performance.now();
  let times: Times;
  try {
    await load.answers(6);
    const begun = performance.now();
    if (pace === 'object by object') await applySlowly(mesh, to);
    await applyWithoutFault(mesh, to);
    await prune(mesh, from, to, pace);
    times = { begun, settled: performance.now() };
    await load.answers(6);
  } finally {
    await load.stop();
  }
  const asked = load.heard.length;
  return { complaints: judge(expectations, load.heard, times), asked, perSecond: asked / (performance.now() - start) * 1_000 };
}

/** Nothing but time passes: whatever fails now is the load's own fault. */
export async function noChange(mesh: Mesh, expectations: readonly Expected[], answers: number): Promise<Outcome> {
  const load = await Load.start(mesh.asker, mesh.kube, expectations);
  const start = performance.now();
  await load.answers(answers);
  const begun = performance.now();
  await load.answers(answers);
  await load.stop();
  const asked = load.heard.length;
  return { complaints: judge(expectations, load.heard, { begun, settled: begun }), asked, perSecond: asked / (performance.now() - start) * 1_000 };
}

async function applySlowly(mesh: Mesh, objects: readonly KubeObject[]): Promise<void> {
  for (const object of objects.filter(({ kind }) => !UNHEARD.includes(kind))) {
    const path = await mesh.kube.kinds.pathOf(object);
    const known = await mesh.kube.find(path);
    const { objects: [applied] } = await applyAll(mesh.kube, [object]);
    const isNews = applied !== undefined && applied.metadata.resourceVersion !== known?.metadata.resourceVersion;
    if (isNews) await mesh.settle([applied]);
  }
}

async function applyWithoutFault(mesh: Mesh, objects: readonly KubeObject[]): Promise<void> {
  const { refusals, stuck } = await mesh.apply([...objects]);
  const faults = [...refusals.map(({ object, text: why }) => `${object}: ${why}`), ...stuck];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

async function prune(mesh: Mesh, from: readonly KubeObject[], to: readonly KubeObject[], pace: Pace): Promise<void> {
  const kept = new Set(to.map(keyOf));
  const gone = from.filter((object) => !kept.has(keyOf(object)));
  if (gone.length === 0) return;
  if (pace === 'at once') await mesh.delete(gone);
  else for (const object of gone.reverse()) await mesh.delete([object]);
}

function keyOf(object: KubeObject): string {
  return `${String(object.apiVersion).replace(/\/.*/, '')} ${nameOf(object)}`;
}

/** What is wrong, with what the proxies on the way have written about the first answer of each kind. */
export async function explained(mesh: Mesh, complaints: readonly Complaint[]): Promise<string[]> {
  return Promise.all(complaints.map(async (complaint) => {
    const [id] = complaint.ids;
    const lines = id === undefined ? [] : await mesh.accessLogs(id);
    return [text(complaint), ...lines.map(({ pod, status, flags, details, cluster, route }) =>
      `  ${pod}: ${status} ${flags} ${details}, cluster ${cluster}, route ${route}`)].join('\n');
  }));
}
