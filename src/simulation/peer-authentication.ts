import { inOrder } from './policy-selection';
import type { MtlsMode, PeerAuthenticationSpec } from '../manifests/kinds/policies';
import { idOf, type Manifest, type ObjectId } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import type { Place } from '../manifests/policies';
import { isEmptySelector, selects } from '../manifests/selectors';

export interface PeerMode {
  readonly mode: 'DISABLE' | 'PERMISSIVE' | 'STRICT';
  /** What says so; nothing where it is Istio's default. */
  readonly object: ObjectId | undefined;
}

const KIND = 'security.istio.io/PeerAuthentication';
const DEFAULT: PeerMode = { mode: 'PERMISSIVE', object: undefined };

/** Which connections a port of pods accepts: the narrowest policy that says something decides. */
export function peerModeOf(manifests: Manifests, place: Place, port: number): PeerMode {
  const workload =
    place.namespace === manifests.surroundings.rootNamespace
      ? undefined
      : (inOrder(manifests, KIND, place.namespace) as readonly Manifest<PeerAuthenticationSpec>[]).find(
        ({ spec }) => !isEmptySelector(spec.selector?.matchLabels) && selects(spec.selector?.matchLabels, place.labels),
      );
  const atPort = workload?.spec.portLevelMtls?.[port];
  return said(workload, atPort?.mode) ?? said(workload, workload?.spec.mtls?.mode) ?? namespaceMode(manifests, place.namespace) ?? DEFAULT;
}

/** What holds for a whole namespace, as far as a policy says. Callers go by this when they choose how to begin. */
export function namespaceMode(manifests: Manifests, namespace: string): PeerMode | undefined {
  const { rootNamespace } = manifests.surroundings;
  const own = namespace === rootNamespace ? undefined : wide(manifests, namespace);
  const root = wide(manifests, rootNamespace);
  return said(own, own?.spec.mtls?.mode) ?? said(root, root?.spec.mtls?.mode);
}

function wide(manifests: Manifests, namespace: string): Manifest<PeerAuthenticationSpec> | undefined {
  return (inOrder(manifests, KIND, namespace) as readonly Manifest<PeerAuthenticationSpec>[]).find(({ spec }) =>
    isEmptySelector(spec.selector?.matchLabels),
  );
}

function said(policy: Manifest<PeerAuthenticationSpec> | undefined, mode: MtlsMode | undefined): PeerMode | undefined {
  return policy === undefined || mode === undefined || mode === 'UNSET' ? undefined : { mode, object: idOf(policy) };
}
