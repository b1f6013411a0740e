import type { Attachment, TargetRef } from '../manifests/kinds/policies';
import type { Labels, Manifest } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { selects } from '../manifests/selectors';
import { ordinal } from '../support/compare';

/** Something with labels in a namespace, which policies may be about: pods, or a gateway's pods. */
export interface Place {
  readonly namespace: string;
  readonly labels: Labels;
}

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** The policies of a kind that hold for pods: those of their namespace, then those of the root namespace, each the oldest first. */
export function policiesFor<Spec extends Attachment>(manifests: Manifests, kind: string, place: Place): readonly Manifest<Spec>[] {
  const namespaces = new Set([place.namespace, manifests.surroundings.rootNamespace]);
  return [...namespaces]
    .flatMap((namespace) => inOrder(manifests, kind, namespace))
    .filter((policy) => isAbout(policy as Manifest<Spec>, place)) as unknown as Manifest<Spec>[];
}

/** Objects of a kind in a namespace as the control plane orders them that were made in the same second: by name. */
export function inOrder(manifests: Manifests, kind: string, namespace: string): readonly Manifest[] {
  return manifests.once(`ordered ${kind} of ${namespace}`, () => [...manifests.inNamespace(kind, namespace)].sort(byName));
}

/** All objects of a kind, in the same order. */
export function allInOrder(manifests: Manifests, kind: string): readonly Manifest<any>[] {
  return manifests.once(`ordered ${kind}`, () => [...manifests.ofKind(kind)].sort(byName));
}

function byName(a: Manifest<unknown>, b: Manifest<unknown>): number {
  return ordinal(a.metadata.name, b.metadata.name) || ordinal(a.metadata.namespace, b.metadata.namespace);
}

function isAbout({ spec, metadata }: Manifest<Attachment>, { namespace, labels }: Place): boolean {
  const targets = spec.targetRefs?.length ? spec.targetRefs : spec.targetRef === undefined ? [] : [spec.targetRef];
  const gateway = labels[GATEWAY_NAME];
  if (targets.length === 0) return selects(spec.selector?.matchLabels, labels);
  return gateway !== undefined && metadata.namespace === namespace && targets.some((target) => isGateway(target, gateway));
}

function isGateway({ group, kind, name }: TargetRef, gateway: string): boolean {
  return group === 'gateway.networking.k8s.io' && kind === 'Gateway' && name === gateway;
}
