/**
 * The name of every object that is emitted: the id the user gave, plus a role. Names of one namespace that are shared by several
 * kinds are shared on purpose: what belongs to one service is found under the service's name.
 */

/** DNS subdomain: what the API server takes as a name. */
const LONGEST = 253;

/** One label of a DNS name: what it takes for a Service. */
const LONGEST_SERVICE = 63;

/** Service, ServiceAccount, VirtualService, DestinationRule, Sidecar, NetworkPolicy and PodDisruptionBudget of a service. */
export function serviceName(service: string): string {
  return service;
}

export function deploymentName(service: string, version: string): string {
  return fitted(`${service}-${version}`);
}

/** The AuthorizationPolicy that lets the declared callers in. */
export function callersName(service: string): string {
  return fitted(`${service}-callers`);
}

/** RequestAuthentication of a service, and the AuthorizationPolicy that makes the token mandatory. */
export function tokenName(service: string): string {
  return fitted(`${service}-token`);
}

/** The same for a gateway. They lie where its pods run, together with those of other namespaces' gateways. */
export function gatewayTokenName(namespace: string, gateway: string): string {
  return fitted(`${namespace}-${gateway}-token`);
}

/** The AuthorizationPolicy by which requests to a service wait for somebody else's decision. */
export function protectionName(service: string): string {
  return fitted(`${service}-ext-authz`);
}

/** The same for a gateway, where its pods run. */
export function gatewayProtectionName(namespace: string, gateway: string): string {
  return fitted(`${namespace}-${gateway}-ext-authz`);
}

/** The AuthorizationPolicy that refuses requests to a service without a header that they must have. */
export function requiredHeadersName(service: string): string {
  return fitted(`${service}-required-headers`);
}

/** The EnvoyFilter by which a service's proxies count requests. */
export function rateLimitName(service: string): string {
  return fitted(`${service}-rate-limit`);
}

/** The same for a gateway, where its pods run. */
export function gatewayRateLimitName(namespace: string, gateway: string): string {
  return fitted(`${namespace}-${gateway}-rate-limit`);
}

/** The ConfigMap with all that a rate limit service counts in a domain. */
export function rateLimitConfigName(domain: string): string {
  return fitted(`${domain}-rate-limits`);
}

/** The ConfigMap with the policies of an Open Policy Agent. */
export function policiesName(agent: string): string {
  return fitted(`${agent}-policies`);
}

/** The Telemetry that says what is logged and traced of a service. */
export function auditName(service: string): string {
  return fitted(`${service}-audit`);
}

/** The PeerAuthentication that excepts a service from mutual TLS. */
export function plaintextName(service: string): string {
  return fitted(`${service}-plaintext`);
}

/** PeerAuthentication and Sidecar of a whole namespace or mesh: Istio's own convention. */
export const DEFAULT_NAME = 'default';

/** The AuthorizationPolicy that lets nobody in. */
export const DENY_ALL_NAME = 'deny-all';

/** The NetworkPolicy that lets nothing through. */
export const DEFAULT_DENY_NAME = 'default-deny';

/** AuthorizationPolicy and NetworkPolicy for every workload of another namespace. */
export function namespaceGrantName(caller: string): string {
  return fitted(`allow-from-${caller}`);
}

/** The VirtualService by which an egress gateway sends requests on to an external service. */
export function egressVirtualServiceName(external: string): string {
  return fitted(`${external}-egress`);
}

/** The VirtualService of one host, of a gateway or of an external service. */
export function hostVirtualServiceName(owner: string, host: string): string {
  return fitted(`${owner}-${host.replace('*', 'wildcard').replaceAll('.', '-')}`);
}

/** What an edge has for one of its hosts: its entrance, its redirect, its way to the gateway. */
export function edgeHostName(edge: string, host: string, role?: 'redirect' | 'to-gateway'): string {
  return fitted(`${hostVirtualServiceName(edge, host)}${role === undefined ? '' : `-${role}`}`);
}

/** The Service by which an edge reaches the gateway for one of its hosts. */
export function edgeServiceName(edge: string, host: string): string {
  return fitted(edgeHostName(edge, host, 'to-gateway'), LONGEST_SERVICE);
}

/** What an edge has for one path of a host. Whatever the words of the path do not say is in a checksum. */
export function edgePathName(edge: string, host: string, path: string, exact: boolean): string {
  const words = path.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const mark = /^(\/|(\/[a-z0-9]+)+)$/.test(path) ? '' : `-${checksum(path)}`;
  return fitted(`${hostVirtualServiceName(edge, host)}${words === '' ? '' : `-${words}`}${mark}${exact ? '--exact' : ''}`);
}

/** What an edge has for all of its hosts. */
export function edgeName(edge: string, role: 'rate-limit' | 'to-gateway'): string {
  return fitted(`${edge}-${role}`);
}

/** Cut to what Kubernetes takes. What is cut off goes into a checksum, so that two long names stay two. */
function fitted(name: string, longest = LONGEST): string {
  const lower = name.toLowerCase();
  if (lower.length <= longest) return lower;
  const mark = checksum(lower);
  return `${lower.slice(0, longest - mark.length - 1).replace(/[^a-z0-9]+$/, '')}-${mark}`;
}

/** A polynomial hash in base 36: nothing secret, only the same text for the same name on every machine. */
function checksum(text: string): string {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)!) % 2 ** 40;
  return hash.toString(36).padStart(8, '0');
}
