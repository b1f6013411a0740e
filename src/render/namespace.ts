import type { MeshSettings } from '../model/mesh';
import type { Namespace } from '../model/namespace';
import type { PodSecurityLevel } from '../support/pod-security-level';

/** What makes a namespace's pods part of the mesh, and what they may do on their node. */
export function renderNamespaceLabels(
  settings: Pick<MeshSettings, 'revision'>, namespace: Pick<Namespace, 'dataPlane'>, podSecurity: PodSecurityLevel | undefined,
): Record<string, string> {
  return { ...meshLabels(settings, namespace), ...podSecurityLabels(podSecurity) };
}

/** One of them: `istio-injection` wins over a revision, and either would put sidecars into an ambient namespace. */
function meshLabels({ revision }: Pick<MeshSettings, 'revision'>, { dataPlane }: Pick<Namespace, 'dataPlane'>): Record<string, string> {
  // said, and not left out: an installation may inject wherever nothing is said
  if (dataPlane === 'NONE') return { 'istio-injection': 'disabled' };
  if (dataPlane === 'AMBIENT') return { 'istio.io/dataplane-mode': 'ambient' };
  return revision === undefined ? { 'istio-injection': 'enabled' } : { 'istio.io/rev': revision };
}

/** Refused, logged and warned about by the same level: `audit` and `warn` also speak about Deployments, whose pods would be refused later. */
function podSecurityLabels(level: PodSecurityLevel | undefined): Record<string, string> {
  if (level === undefined) return {};
  return Object.fromEntries(['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, level],
    [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
  ]));
}
