import { Kube, KubeError, KubeObject } from './kube';
import { nameOf } from './manifests';

/** What the API server and the webhooks said about one object. */
export interface Remark {
  readonly object: string;
  readonly text: string;
}

export interface Applied {
  /** As the API server has them now. */
  readonly objects: KubeObject[];
  readonly refusals: Remark[];
  readonly warnings: Remark[];
}

/** Applies objects unchanged and in their order; a refusal does not keep the others from being judged. */
export async function applyAll(kube: Kube, objects: KubeObject[], dryRun = false): Promise<Applied> {
  const applied: Applied = { objects: [], refusals: [], warnings: [] };
  for (const object of objects) {
    const name = nameOf(object);
    try {
      const { body, warnings } = await kube.apply(object, dryRun);
      applied.objects.push(body);
      applied.warnings.push(...warnings.map((text) => ({ object: name, text })));
    } catch (error) {
      applied.refusals.push({ object: name, text: (error as Error).message });
      if (error instanceof KubeError) applied.warnings.push(...error.warnings.map((text) => ({ object: name, text })));
    }
  }
  return applied;
}

/** Deletes them in the opposite order. */
export async function deleteAll(kube: Kube, objects: KubeObject[]): Promise<void> {
  for (const object of [...objects].reverse()) {
    await kube.delete(await kube.kinds.pathOf(object), { propagationPolicy: 'Background' });
  }
}
