import { routesOf } from './route';
import type { Listener, Scope } from './sidecar-scope';
import { VirtualHosts } from './virtual-hosts';
import type { VirtualService } from './virtual-services';
import { MESH } from '../manifests/gateways';
import { hostMatches, hostsOverlap } from '../manifests/hosts';
import type { ServiceSpec } from '../manifests/kinds/core';
import type { ServiceEntrySpec } from '../manifests/kinds/service-entry';
import type { Labels } from '../manifests/manifest';
import { isHttpProtocol, type Protocol } from '../manifests/protocol';
import type { MeshHost } from '../manifests/service-registry';

/** Whether a proxy reads requests on such a port, because it is told so or finds out. */
export function isReadAsHttp(protocol: Protocol): boolean {
  return isHttpProtocol(protocol) || protocol === 'AUTO' || protocol === 'UNSUPPORTED';
}

/** The hosts that a pod's proxy knows on a port, with their routes. */
export function outboundHosts(scope: Scope, listener: Listener, port: number, labels: Labels, clusterDomain: string): VirtualHosts {
  const services = new Map([...listener.services].filter(([, service]) => service.ports.some(({ number }) => number === port)));
  const hosts = new VirtualHosts();
  const taken = new Set<string>();
  const wildcards = wildcardOwners(listener, services);
  // On port 80, routes of hosts that are no services count, too.
  const chosen = port === 80 ? listener.virtualServices : listener.virtualServices.filter((virtualService) => isAboutSome(virtualService, services));
  for (const virtualService of chosen) {
    const routes = routesOf(virtualService, { port, gateway: MESH, namespace: scope.namespace, labels });
    if (routes.length === 0) continue;
    const { own, others } = split(virtualService, services, wildcards);
    const readable = own.filter((service) => readsPort(service, port));
    // Hosts without a service come in on the port of those with one, or on port 80.
    if (readable.length === 0 && (port !== 80 || own.length > 0)) continue;
    for (const host of others) hosts.add(host, { routes, service: undefined });
    for (const service of readable) {
      taken.add(service.host);
      for (const domain of domainsOf(service, scope.namespace, clusterDomain)) hosts.add(domain, { routes, service });
    }
  }
  for (const service of services.values()) {
    if (taken.has(service.host) || !readsPort(service, port)) continue;
    for (const domain of domainsOf(service, scope.namespace, clusterDomain)) hosts.add(domain, { routes: undefined, service });
  }
  return hosts;
}

function readsPort({ ports }: MeshHost, port: number): boolean {
  return ports.some(({ number, protocol }) => number === port && isReadAsHttp(protocol));
}

function isAboutSome({ hosts }: VirtualService, services: ReadonlyMap<string, MeshHost>): boolean {
  return hosts.some(
    (host) =>
      services.has(host) ||
      (host.startsWith('*')
        ? [...services.keys()].some((name) => hostsOverlap(host, name))
        : [...services.keys()].some((name) => name.startsWith('*') && hostsOverlap(host, name))),
  );
}

/** For each service, the VirtualService with the most specific pattern. */
function wildcardOwners({ virtualServices }: Listener, services: ReadonlyMap<string, MeshHost>): ReadonlyMap<string, VirtualService> {
  const owners = new Map<string, VirtualService>();
  const byHost = new Map<string, VirtualService>();
  for (const virtualService of virtualServices) for (const host of virtualService.hosts) if (!byHost.has(host)) byHost.set(host, virtualService);
  const patterns = [...byHost.keys()].filter((host) => host.startsWith('*')).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (patterns.length === 0) return owners;
  for (const name of services.keys()) {
    const owner = byHost.get(name) ?? byHost.get(patterns.find((pattern) => hostMatches(pattern, name)) ?? '');
    if (owner !== undefined) owners.set(name, owner);
  }
  return owners;
}

function split(
  { hosts, manifest }: VirtualService,
  services: ReadonlyMap<string, MeshHost>,
  owners: ReadonlyMap<string, VirtualService>,
): { own: MeshHost[]; others: string[] } {
  const own: MeshHost[] = [];
  const others: string[] = [];
  for (const host of hosts) {
    if (!host.startsWith('*')) {
      const service = services.get(host);
      if (service === undefined) others.push(host);
      else own.push(service);
      continue;
    }
    const covered = [...services.values()].filter((service) => hostsOverlap(service.host, host));
    if (covered.length === 0) others.push(host);
    own.push(...covered.filter((service) => owners.get(service.host)?.manifest === manifest));
  }
  return { own, others };
}

/** The names by which a service is asked for: short ones within its namespace. */
function domainsOf(service: MeshHost, namespace: string, clusterDomain: string): string[] {
  const { host } = service;
  const names = [host, `${host}.`];
  if (service.isEntry) {
    return [...names, ...((service.manifest.spec as ServiceEntrySpec).addresses ?? []).filter((address) => !address.includes('/'))];
  }
  const short = host.slice(0, -`.svc.${clusterDomain}`.length);
  const name = short.slice(0, short.indexOf('.'));
  const all = [...names, ...(service.namespace === namespace ? [name] : []), short, `${short}.svc`];
  const { clusterIP } = service.manifest.spec as ServiceSpec;
  if (clusterIP === 'None') return [...all, ...all.map((domain) => `*.${domain}`)];
  return clusterIP === undefined || clusterIP === '' ? all : [...all, clusterIP];
}
