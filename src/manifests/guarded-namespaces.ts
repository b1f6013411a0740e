import type { Manifest } from './manifest';
import type { Manifests } from './manifests';

const LEVEL = 'pod-security.kubernetes.io/enforce';

/** A namespace whose pods get a proxy beside them, and must not be privileged. */
export interface GuardedNamespace {
  readonly namespace: Manifest<unknown>;
  readonly path: string;
  readonly level: 'baseline' | 'restricted';
}

export function guardedNamespaces(manifests: Manifests): readonly GuardedNamespace[] {
  return manifests.once('guarded namespaces', () => manifests.ofKind('/Namespace').flatMap((namespace) => {
    const { labels } = namespace.metadata;
    const level = labels[LEVEL];
    const isInjected = labels['istio-injection'] === 'enabled' || (Boolean(labels['istio.io/rev']) && labels['istio-injection'] === undefined);
    return isInjected && (level === 'baseline' || level === 'restricted') ? [{ namespace, path: `metadata.labels[${LEVEL}]`, level }] : [];
  }));
}
