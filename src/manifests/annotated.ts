import { isOfIstio } from './istio-annotations';
import type { Labels, Manifest } from './manifest';
import { groupOf } from './manifest';
import type { Manifests } from './manifests';

/** An annotation of Istio on an object, or on the pods that it makes. */
export interface Annotated {
  readonly manifest: Manifest<unknown>;
  /** What it stands on: the pods of a Deployment are a Pod. */
  readonly kind: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
  /** Labels of what it stands on. */
  readonly labels: Labels;
}

/** Kinds whose annotations Istio reads, or people think it does. */
const KINDS = new Set(['/Namespace', '/Service', '/Pod', 'apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet']);

/** Annotations of Istio on objects of Kubernetes, and on pods. */
export function annotationsOfIstio(manifests: Manifests): readonly Annotated[] {
  return manifests.once('annotations of Istio', () => [
    ...manifests.all.flatMap((manifest) => {
      const { apiVersion, kind, metadata } = manifest;
      return KINDS.has(`${groupOf(apiVersion)}/${kind}`) ? read(manifest, kind, 'metadata.annotations', metadata.annotations, metadata.labels) : [];
    }),
    ...manifests.workloads.flatMap(({ manifest, path, annotations, labels }) =>
      (path === '' ? [] : read(manifest, 'Pod', `${path}.metadata.annotations`, annotations, labels))),
  ]);
}

function read(manifest: Manifest<unknown>, kind: string, path: string, annotations: Readonly<Record<string, string>>, labels: Labels): Annotated[] {
  return Object.entries(annotations).flatMap(([name, value]) => (isOfIstio(name) ? [{ manifest, kind, path: `${path}[${name}]`, name, value, labels }] : []));
}
