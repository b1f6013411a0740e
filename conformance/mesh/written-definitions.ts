import type { Kube, KubeObject } from './kube';
import { until } from './until';
import { WRITTEN_CRDS } from '../../test/testing/written-crds';

/** Definitions of which there is no Go module, as the tests have written them down: the API server compiles and applies their rules. */
export async function applyWrittenDefinitions(kube: Kube): Promise<void> {
  for (const { group, names: { kind }, scope, versions: [{ name, schema: { openAPIV3Schema } }] } of WRITTEN_CRDS) {
    const singular = kind.toLowerCase();
    const plural = singular.replace(/y$/, 'ie') + 's';
    const object: KubeObject = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}` },
      spec: { group, scope, names: { kind, plural, singular, listKind: `${kind}List` }, versions: [{ name, served: true, storage: true, schema: { openAPIV3Schema } }] },
    };
    await kube.apply(object);
    await until(`${kind} to be served`, 20, async () => kube.kinds.pathOf({ apiVersion: `${group}/${name}`, kind, metadata: { name: 'any' } }), 200);
  }
}
