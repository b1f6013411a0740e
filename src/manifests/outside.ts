import { hostMatches, serviceOfHost } from './hosts';
import type { Manifests } from './manifests';
import { workloadOf } from './workload';

/** Whether a thing is there; undefined where it lies outside of what is known, so that nothing may be said of it. */
export type Known = boolean | undefined;

/**
 * Whether all that a namespace holds is among the manifests, so that what is missing there is missing. It is taken for so
 * where the namespace is declared, or has a Service or pods, and is not named as one of the surroundings.
 */
export function knowsNamespace(manifests: Manifests, namespace: string): boolean {
  return manifests.surroundings.complete || manifests.once('namespaces that are known', () => namespacesOf(manifests)).has(namespace);
}

/** Whether the mesh has a host of this full name, whoever may see it. */
export function knowsHost(manifests: Manifests, host: string): Known {
  const { hosts, clusterDomain, complete } = manifests.surroundings;
  if (manifests.hosts.find(host).length > 0 || hosts.some((pattern) => hostMatches(pattern, host))) return true;
  const service = serviceOfHost(host, clusterDomain);
  return (service === undefined ? complete : knowsNamespace(manifests, service.namespace)) ? false : undefined;
}

/** Whether there is an Istio Gateway of this name. */
export function knowsGateway(manifests: Manifests, namespace: string, name: string): Known {
  if (manifests.find('networking.istio.io/Gateway', namespace, name) !== undefined || manifests.surroundings.gateways.includes(`${namespace}/${name}`)) return true;
  return knowsNamespace(manifests, namespace) ? false : undefined;
}

function namespacesOf({ all, surroundings }: Manifests): ReadonlySet<string> {
  const known = new Set<string>();
  for (const manifest of all) {
    const { apiVersion, kind, metadata } = manifest;
    if (apiVersion === 'v1' && kind === 'Namespace') known.add(metadata.name);
    else if ((apiVersion === 'v1' && kind === 'Service') || workloadOf(manifest) !== undefined) known.add(metadata.namespace);
  }
  for (const outside of Object.keys(surroundings.namespaces)) known.delete(outside);
  return known;
}

/** Whether the pods of a namespace are among the manifests: some are, or nothing lies outside. */
export function knowsWorkloads(manifests: Manifests, namespace: string): boolean {
  const { complete, namespaces } = manifests.surroundings;
  return complete || (manifests.workloadsIn(namespace).length > 0 && namespaces[namespace] === undefined);
}
