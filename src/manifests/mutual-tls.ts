import type { MtlsMode, PeerAuthenticationSpec } from './kinds/policies';
import { SelectorIndex } from './label-index';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { isEmptySelector } from './selectors';
import type { Workload } from './workload';

const POLICY = 'security.istio.io/PeerAuthentication';
type Policy = Manifest<PeerAuthenticationSpec>;

/** What a port of a pod accepts, and the policy that says so; none where it is Istio's default. */
export interface AcceptedTls {
  readonly mode: Exclude<MtlsMode, 'UNSET'>;
  readonly policy: Policy | undefined;
}

/**
 * The narrower policy counts: one that selects the pods, then that of the namespace, then that of the mesh. Where several of
 * one sort are there, their age would decide, which manifests do not say: the result is undefined.
 */
export function acceptedTls(manifests: Manifests, workload: Workload, port: number): AcceptedTls | undefined {
  const { namespace, labels } = workload;
  const selecting = manifests.once(`selectors of peer authentication in ${namespace}`, () =>
    new SelectorIndex(manifests.inNamespace(POLICY, namespace), ({ spec }) => spec.selector?.matchLabels)).selecting(labels);
  for (const policies of [selecting, withoutSelector(manifests, namespace), withoutSelector(manifests, manifests.surroundings.rootNamespace)]) {
    if (policies.length > 1) return undefined;
    const [policy] = policies;
    const mode = policy && modeOf(policy, port);
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
