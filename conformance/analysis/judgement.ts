import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Isolated } from './isolation';
import { applyAll, deleteAll } from '../mesh/apply';
import { inChunks } from '../mesh/chunks';
import type { KubeObject } from '../mesh/kube';
import type { Mesh } from '../mesh/mesh';
import { waitForProxies } from '../mesh/settle';

/** What Istio says of an object: a code of `istioctl analyze`, `invalid` or `doubted` of `istioctl validate`, or `refused` by the API server or the webhook. */
export interface Verdict {
  readonly code: string;
  readonly level: string;
  /** `Kind namespace/name`, as the object was sent. */
  readonly about: string;
  readonly text: string;
}

export interface Judged {
  readonly isolated: Isolated;
  readonly verdicts: readonly Verdict[];
  /** Updates that Envoy has refused. */
  readonly rejected: readonly string[];
}

/** Applies inputs that do not see one another, asks every judge once, and deletes them again. */
export async function judgeTogether(mesh: Mesh, inputs: readonly Isolated[]): Promise<Judged[]> {
  const before = new Set((await mesh.judges.analyzeCluster()).map(({ code, origin, text }) => `${code} ${origin} ${text}`));
  const applied = await inChunks(inputs, 8, async (one) => ({ one, ...(await applyAll(mesh.kube, [...one.objects])) }));
  await waitForProxies(mesh, applied.flatMap(({ objects }) => objects));
  await podsAreThere(mesh, applied.flatMap(({ objects }) => objects));
  const said = (await mesh.judges.analyzeCluster()).filter(({ code, origin, text }) => !before.has(`${code} ${origin} ${text}`));
  const valid = await validated(mesh, inputs.flatMap(({ objects }) => objects));
  const rejected = await rejectedNow(mesh);
  await inChunks(applied, 8, async ({ objects }) => deleteAll(mesh.kube, objects));
  await waitForProxies(mesh, [], applied.flatMap(({ objects }) => objects));
  return applied.map(({ one, refusals }) => {
    const isOwn = (about: string) => inputs.length === 1 || about.includes(one.prefix);
    return {
      isolated: one,
      rejected: rejected.filter((line) => inputs.length === 1 || line.includes(one.prefix)),
      verdicts: [
        ...refusals.map(({ object, text }) => ({ code: 'refused', level: 'Error', about: object, text })),
        ...valid.filter(({ about }) => isOwn(about)),
        ...said.filter(({ origin }) => isOwn(origin)).map(({ code, level, origin, text }) => ({ code, level, about: origin, text })),
      ],
    };
  });
}

/** `istioctl validate`, which needs no cluster, says it of each object in a line of its own; what it warns of comes first. */
async function validated(mesh: Mesh, objects: readonly KubeObject[]): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mesh-analysis-'));
  try {
    const file = join(folder, 'objects.yaml');
    writeFileSync(file, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
    let code = 'doubted';
    return (await mesh.judges.validate([file]) ?? '').split('\n').flatMap((line) => {
      if (/^Error: |errors? occurred:$/.test(line)) code = 'invalid';
      const [, kind, namespace, name, text] = /^\t\* (\w+)\/([^/]*)\/([^:]+): (.*)$/.exec(line) ?? [];
      return kind === undefined ? [] : [{ code, level: code === 'invalid' ? 'Error' : 'Warning', about: `${kind} ${namespace}/${name}`, text }];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Envoy has refused of what it has been sent last. */
async function rejectedNow(mesh: Mesh): Promise<string[]> {
  return (await mesh.istiod.proxies()).flatMap(({ proxy, resources }) => Object.entries(resources)
    .flatMap(([type, { error }]) => (error ? [`${proxy} refuses ${type}: ${error}`] : [])));
}

/** Analyzers look at pods, which controllers make of workloads. */
async function podsAreThere(mesh: Mesh, objects: readonly KubeObject[]): Promise<void> {
  const wanted = objects.filter(({ kind, spec }) => kind === 'Deployment' && spec.replicas !== 0).map(({ metadata }) => metadata);
  const end = Date.now() + 15_000;
  for (;;) {
    const owners = new Set((await mesh.kube.list('/api/v1/pods')).map(({ metadata }) => `${metadata.namespace}/${metadata.name.replace(/-[^-]+-[^-]+$/, '')}`));
    if (Date.now() > end || wanted.every(({ namespace, name }) => owners.has(`${namespace}/${name}`))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
