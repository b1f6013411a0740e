import type { MtlsMode, PeerAuthenticationSpec } from './kinds/policies';
import { SelectorIndex } from './label-index';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import type { Place } from './policies';
import { isEmptySelector } from './selectors';

const POLICY = 'security.istio.io/PeerAuthentication';
type Policy = Manifest<PeerAuthenticationSpec>;

/** What a port of a pod accepts, and the policy that says so; none where it is Istio's default. */
export interface AcceptedTls {
  readonly mode: Exclude<MtlsMode, 'UNSET'>;
  readonly policy: Policy | undefined;
}

/** What a port of pods accepts; undefined where the age of policies decides, which manifests do not say. */
export function acceptedTls(manifests: Manifests, place: Place, port: number): AcceptedTls | undefined {
  const levels = peerAuthenticationsOf(manifests, place);
  const doubtful = levels.findIndex((policies) => policies.length > 1);
  if (doubtful < 0) return narrowest(levels.flat(), port);
  const certain = narrowest(levels.slice(0, doubtful).flat(), port);
  return certain.policy === undefined ? undefined : certain;
}

/** The policies that may decide for pods: those that select them, those of their namespace, those of the mesh. Of each, the oldest counts. */
export function peerAuthenticationsOf(manifests: Manifests, { namespace, labels }: Place): readonly (readonly Policy[])[] {
  const { rootNamespace } = manifests.surroundings;
  const forMesh = withoutSelector(manifests, rootNamespace);
  // in the root namespace a selector is not read
  if (namespace === rootNamespace) return [forMesh];
  const selectors = manifests.once(`selectors of peer authentication in ${namespace}`, () =>
    new SelectorIndex(manifests.inNamespace(POLICY, namespace), ({ spec }) => spec.selector?.matchLabels));
  return [selectors.selecting(labels), withoutSelector(manifests, namespace), forMesh];
}

/** What the first that says something says, of policies from the narrowest to that of the mesh. */
export function narrowest(policies: readonly Policy[], port: number): AcceptedTls {
  for (const policy of policies) {
    const mode = modeOf(policy, port);
    if (mode !== undefined) return { mode, policy };
  }
  return { mode: 'PERMISSIVE', policy: undefined };
}

function withoutSelector(manifests: Manifests, namespace: string): readonly Policy[] {
  return manifests.once(`peer authentication of ${namespace}`, () =>
    manifests.inNamespace(POLICY, namespace).filter(({ spec }) => isEmptySelector(spec.selector?.matchLabels)));
}

function modeOf({ spec }: Policy, port: number): Exclude<MtlsMode, 'UNSET'> | undefined {
  const ofPort = isEmptySelector(spec.selector?.matchLabels) ? undefined : spec.portLevelMtls?.[String(port)]?.mode;
  const mode = ofPort === undefined || ofPort === 'UNSET' ? spec.mtls?.mode : ofPort;
  return mode === 'UNSET' ? undefined : mode;
}
