import { hostMatches } from './hosts';
import type { SidecarSpec } from './kinds/sidecar';
import { SelectorIndex } from './label-index';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { isEmptySelector } from './selectors';
import type { Workload } from './workload';

const SIDECAR = 'networking.istio.io/Sidecar';

/** The Sidecar that counts for pods: the one that selects them, that of their namespace, or that of the mesh. */
export function sidecarOf(manifests: Manifests, { namespace, labels }: Workload): Manifest<SidecarSpec> | undefined {
  const [own] = manifests.once(`selectors of sidecars in ${namespace}`, () =>
    new SelectorIndex(manifests.inNamespace(SIDECAR, namespace), ({ spec }) => spec.workloadSelector?.labels)).selecting(labels);
  return own ?? wideIn(manifests, namespace) ?? wideIn(manifests, manifests.surroundings.rootNamespace);
}

/** Whether a Sidecar names a host of a namespace to its clients, by itself or by a wildcard: in that of the mesh, `.` is their own namespace. */
export function shows({ spec: { egress = [] } }: Manifest<SidecarSpec>, clients: string, host: string, namespace: string): boolean {
  return egress.length === 0 || egress.some(({ hosts }) => hosts.some((entry) => {
    const slash = entry.indexOf('/');
    const [scope, pattern] = [entry.slice(0, slash), entry.slice(slash + 1)];
    return (scope === '*' || scope === namespace || (scope === '.' && clients === namespace)) && hostMatches(pattern, host);
  }));
}

function wideIn(manifests: Manifests, namespace: string): Manifest<SidecarSpec> | undefined {
  return manifests.once(`sidecar of ${namespace}`, () => manifests.inNamespace(SIDECAR, namespace).find(({ spec }) => isEmptySelector(spec.workloadSelector?.labels)));
}
