import { oldestFirst } from './policy-selection';
import { idOf, type ObjectId } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { type AcceptedTls, narrowest, peerAuthenticationsOf } from '../manifests/mutual-tls';
import type { Place } from '../manifests/policies';

export interface PeerMode {
  readonly mode: AcceptedTls['mode'];
  /** What says so; nothing where it is Istio's default. */
  readonly object: ObjectId | undefined;
}

/** Which connections a port of pods accepts: the narrowest policy that says something decides. */
export function peerModeOf(manifests: Manifests, place: Place, port: number): PeerMode {
  const { mode, policy } = narrowest(peerAuthenticationsOf(manifests, place).flatMap((policies) => oldestFirst(policies).slice(0, 1)), port);
  return { mode, object: policy && idOf(policy) };
}

/** What holds for a whole namespace. Callers go by this when they choose how to begin. */
export function namespaceMode(manifests: Manifests, namespace: string): PeerMode['mode'] {
  return peerModeOf(manifests, { namespace, labels: {} }, 0).mode;
}
