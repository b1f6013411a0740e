export { hostMatches, hostsOverlap } from '../support/host-pattern';

/**
 * The full name of a host as Istio reads it in an object of a namespace: a name without a dot is a service of that namespace,
 * everything else is taken as it stands.
 */
export function fullHost(host: string, namespace: string, clusterDomain: string): string {
  return host === '*' || host.includes('.') ? host : `${host}.${namespace}.svc.${clusterDomain}`;
}

/** The name and namespace that a host of a cluster's service is made of. */
export function serviceOfHost(host: string, clusterDomain: string): { name: string; namespace: string } | undefined {
  const end = `.svc.${clusterDomain}`;
  if (!host.endsWith(end)) return undefined;
  const [name, namespace, ...rest] = host.slice(0, -end.length).split('.');
  return name !== '' && namespace && rest.length === 0 ? { name, namespace } : undefined;
}

/** The host that `name.namespace` was meant for: Istio completes names without a dot only, so this one is taken for a host of the internet. */
export function halfQualified(host: string, clusterDomain: string): string | undefined {
  return /^[^.*]+\.[^.]+$/.test(host) ? `${host}.svc.${clusterDomain}` : /^[^.*]+\.[^.]+\.svc$/.test(host) ? `${host}.${clusterDomain}` : undefined;
}
