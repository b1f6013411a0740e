import type { Specs } from '../manifests/kinds';
import type { Manifest } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { type Place, policiesOf, type PolicyKind } from '../manifests/policies';
import { ordinal } from '../support/compare';

/** The policies of a kind that hold for pods: those of their namespace, then those of the root namespace, each the oldest first. */
export function policiesFor<Kind extends PolicyKind>(manifests: Manifests, kind: Kind, place: Place): readonly Manifest<Specs[Kind]>[] {
  const isForeign = ({ metadata }: Manifest<unknown>) => Number(metadata.namespace !== place.namespace);
  return [...policiesOf(manifests, kind, place)].sort((a, b) => isForeign(a) - isForeign(b) || byName(a, b));
}

/** Objects as the control plane orders them that were made in the same second: by name. */
export function oldestFirst<Item extends Manifest<unknown>>(items: readonly Item[]): readonly Item[] {
  return [...items].sort(byName);
}

/** Objects of a kind in a namespace in this order. */
export function inOrder(manifests: Manifests, kind: string, namespace: string): readonly Manifest[] {
  return manifests.once(`ordered ${kind} of ${namespace}`, () => oldestFirst(manifests.inNamespace(kind, namespace)));
}

/** All objects of a kind in this order. */
export function allInOrder(manifests: Manifests, kind: string): readonly Manifest<any>[] {
  return manifests.once(`ordered ${kind}`, () => oldestFirst(manifests.ofKind(kind)));
}

function byName(a: Manifest<unknown>, b: Manifest<unknown>): number {
  return ordinal(a.metadata.name, b.metadata.name) || ordinal(a.metadata.namespace, b.metadata.namespace);
}
