import { Kube, KubeObject } from './kube';
import { sleep } from './until';

type OnObject = (object: KubeObject, gone: boolean) => void;

/** Tells of every object now and of every change, for ever; after a break in the line it tells what has gone meanwhile. */
export async function watch(kube: Kube, path: string, onObject: OnObject): Promise<never> {
  const known = new Map<string, KubeObject>();
  for (;;) {
    try {
      const { items, metadata } = await kube.get(path);
      reconcile(known, items, onObject);
      await kube.stream(`${path}?watch=1&resourceVersion=${metadata.resourceVersion}`, (line) => take(known, JSON.parse(line), onObject));
    } catch {
      await sleep(100);
    }
  }
}

function reconcile(known: Map<string, KubeObject>, items: KubeObject[], onObject: OnObject): void {
  const now = new Set(items.map((item) => item.metadata.uid));
  for (const [uid, object] of known) {
    if (now.has(uid)) continue;
    known.delete(uid);
    onObject(object, true);
  }
  for (const item of items) {
    known.set(item.metadata.uid, item);
    onObject(item, false);
  }
}

function take(known: Map<string, KubeObject>, event: { type: string; object: KubeObject }, onObject: OnObject): void {
  // The line was cut because it is too old: the next list says everything.
  if (event.type === 'ERROR') return;
  const { uid } = event.object.metadata;
  if (event.type === 'DELETED') known.delete(uid);
  else known.set(uid, event.object);
  onObject(event.object, event.type === 'DELETED');
}
