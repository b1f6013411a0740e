import { allInOrder, inOrder } from './policy-selection';
import { destinationsOf, type VirtualService, virtualServicesFor } from './virtual-services';
import { visibleFrom } from '../manifests/export-to';
import { MESH } from '../manifests/gateways';
import { hostMatches, hostsOverlap } from '../manifests/hosts';
import type { EgressListener, SidecarSpec } from '../manifests/kinds/sidecar';
import { idOf, type Labels, type Manifest, type ObjectId } from '../manifests/manifest';
import { grouped, type Manifests } from '../manifests/manifests';
import { type Protocol, protocolNamed } from '../manifests/protocol';
import { selects } from '../manifests/selectors';
import type { MeshHost } from '../manifests/service-registry';

/** What a proxy knows of the mesh. */
export interface Scope {
  readonly namespace: string;
  /** The Sidecar that narrows it. */
  readonly sidecar: ObjectId | undefined;
  readonly listeners: readonly Listener[];
  /** Every service that the proxy has clusters for. */
  readonly services: ReadonlyMap<string, MeshHost>;
  readonly allowsAny: boolean;
  /** Whether the Sidecar has a listener for ports of its own pod, which is not simulated. */
  readonly hasIngress: boolean;
}

/** A listener for calls to others: for one port, or for all that no other has. */
export interface Listener {
  readonly port: number | undefined;
  readonly isProxy: boolean;
  readonly services: ReadonlyMap<string, MeshHost>;
  readonly virtualServices: readonly VirtualService[];
}

/** The part of the mesh that a Sidecar, or its absence, shows to pods. */
export function scopeOf(manifests: Manifests, namespace: string, labels: Labels): Scope {
  const sidecar = sidecarFor(manifests, namespace, labels);
  const key = sidecar === undefined ? '' : `${sidecar.metadata.namespace}/${sidecar.metadata.name}`;
  return manifests.once(`scope of ${namespace} by ${key}`, () => buildScope(manifests, namespace, sidecar));
}

/** Gateways see everything that is shown to their namespace. */
export function gatewayScopeOf(manifests: Manifests, namespace: string): Scope {
  return manifests.once(`gateway scope of ${namespace}`, () => ({
    namespace,
    sidecar: undefined,
    listeners: [],
    services: onePerHost(shownTo(manifests, namespace), namespace),
    allowsAny: true,
    hasIngress: false,
  }));
}

function sidecarFor(manifests: Manifests, namespace: string, labels: Labels): Manifest<SidecarSpec> | undefined {
  const { rootNamespace } = manifests.surroundings;
  const own = inOrder(manifests, 'networking.istio.io/Sidecar', namespace) as readonly Manifest<SidecarSpec>[];
  const root = inOrder(manifests, 'networking.istio.io/Sidecar', rootNamespace) as readonly Manifest<SidecarSpec>[];
  return (
    own.find(({ spec }) => spec.workloadSelector !== undefined && selects(spec.workloadSelector.labels, labels)) ??
    own.find(({ spec }) => spec.workloadSelector === undefined) ??
    root.find(({ spec }) => spec.workloadSelector === undefined)
  );
}

function buildScope(manifests: Manifests, namespace: string, sidecar: Manifest<SidecarSpec> | undefined): Scope {
  const egress: readonly EgressListener[] = sidecar?.spec.egress?.length ? sidecar.spec.egress : [{ hosts: ['*/*'] }];
  const listeners = egress.map((listener) => listenerOf(manifests, namespace, listener));
  const services = new Map<string, MeshHost>();
  for (const listener of listeners) {
    for (const service of listener.services.values()) addService(services, service);
    for (const service of destinationsFor(manifests, namespace, listener)) addService(services, service);
  }
  const mode =
    sidecar?.spec.outboundTrafficPolicy === undefined
      ? manifests.surroundings.outboundTrafficPolicy
      : (sidecar.spec.outboundTrafficPolicy.mode ?? 'REGISTRY_ONLY');
  return {
    namespace,
    sidecar: sidecar && idOf(sidecar),
    listeners,
    services,
    allowsAny: mode === 'ALLOW_ANY',
    hasIngress: (sidecar?.spec.ingress ?? []).length > 0,
  };
}

/** A service already known is kept, unless the other is one of Kubernetes; ports are joined within one namespace. */
function addService(services: Map<string, MeshHost>, service: MeshHost): void {
  const known = services.get(service.host);
  if (known === undefined || (known.isEntry && !service.isEntry)) {
    services.set(service.host, service);
  } else if (known !== service && known.isEntry === service.isEntry && known.namespace === service.namespace) {
    const more = service.ports.filter(({ number }) => !known.ports.some((port) => port.number === number));
    if (more.length > 0) services.set(service.host, { ...known, ports: [...known.ports, ...more] });
  }
}

/** Hosts that routes lead to are known even where the Sidecar does not name them. */
function destinationsFor(manifests: Manifests, namespace: string, listener: Listener): MeshHost[] {
  return listener.virtualServices.flatMap((virtualService) => {
    const byHost = grouped(destinationsOf(virtualService, namespace), ({ host }) => host);
    return [...byHost].flatMap(([host, destinations]) => {
      const service = bestOf(hostsNamed(manifests, host), namespace);
      if (service === undefined) return [];
      if (listener.port !== undefined && !listener.isProxy) return withPorts(service, new Set([listener.port]));
      return destinations.some(({ port }) => port === undefined) ? [service] : withPorts(service, new Set(destinations.map(({ port }) => port!)));
    });
  });
}

function hostsNamed(manifests: Manifests, host: string): readonly MeshHost[] {
  return manifests.hosts.find(host).filter((known) => known.host === host);
}

function bestOf(candidates: readonly MeshHost[], namespace: string): MeshHost | undefined {
  const own = candidates.filter((service) => service.namespace === namespace);
  if (own.length > 0) return own.find(({ isEntry }) => !isEntry) ?? own[0];
  const visible = candidates.filter((service) => visibleFrom(service.exportTo, service.namespace, namespace));
  return visible.find(({ isEntry }) => !isEntry) ?? visible[0];
}

function withPorts(service: MeshHost, numbers: ReadonlySet<number>): MeshHost[] {
  const ports = service.ports.filter(({ number }) => numbers.has(number));
  if (ports.length === 0) return [];
  return [ports.length === service.ports.length ? service : { ...service, ports }];
}

interface Imports {
  readonly hosts: readonly string[];
  readonly excluded: readonly string[];
}

function listenerOf(manifests: Manifests, namespace: string, { hosts, port }: EgressListener): Listener {
  const imports = importsOf(hosts, namespace);
  const number = port?.number === 0 ? undefined : port?.number;
  const isProxy = protocolNamed(port?.protocol) === 'HTTP_PROXY';
  const imported = shownTo(manifests, namespace).filter(({ host, namespace: home }) =>
    isImported(imports, home, (pattern) => hostMatches(pattern, host), host),
  );
  const limited = number === undefined || isProxy ? imported : imported.flatMap((service) => withPorts(service, new Set([number])));
  return {
    port: number,
    isProxy,
    services: onePerHost(limited, namespace),
    virtualServices: virtualServicesFor(manifests, MESH, namespace).filter(({ hosts: own, namespace: home }) =>
      own.some((host) => isImported(imports, home, (pattern) => hostsOverlap(host, pattern), host)),
    ),
  };
}

function importsOf(hosts: readonly string[], namespace: string): ReadonlyMap<string, Imports> {
  const imports = new Map<string, { hosts: string[]; excluded: string[] }>();
  for (const entry of hosts) {
    const slash = entry.indexOf('/');
    const scope = entry.slice(0, slash);
    const isExcluded = scope.startsWith('~');
    const named = isExcluded ? scope.slice(1) || '*' : scope;
    const home = named === '.' ? namespace : named;
    const known = imports.get(home) ?? { hosts: [], excluded: [] };
    (isExcluded ? known.excluded : known.hosts).push(entry.slice(slash + 1));
    imports.set(home, known);
  }
  return imports;
}

function isImported(imports: ReadonlyMap<string, Imports>, home: string, matches: (pattern: string) => boolean, host: string): boolean {
  const scopes = [imports.get(home), imports.get('*')].filter((scope) => scope !== undefined);
  return scopes.some((scope) => scope.hosts.some(matches)) && !scopes.some((scope) => scope.excluded.some((pattern) => hostMatches(pattern, host)));
}

function shownTo(manifests: Manifests, namespace: string): readonly MeshHost[] {
  return manifests.once(`services shown to ${namespace}`, () => {
    const visible = [...manifests.hosts.all, ...gatewaysOutside(manifests)].filter((service) =>
      visibleFrom(service.exportTo, service.namespace, namespace),
    );
    const isPublic = ({ exportTo }: MeshHost) => exportTo === undefined || exportTo.length === 0 || exportTo.includes('*');
    return [...visible.filter((service) => !isPublic(service)), ...visible.filter(isPublic)];
  });
}

/** The Services of gateways that are not among the manifests: for them, proxies read requests on ports that nobody else may have. */
function gatewaysOutside(manifests: Manifests): readonly MeshHost[] {
  const { gatewayWorkloads, clusterDomain } = manifests.surroundings;
  return gatewayWorkloads.flatMap(({ namespace, labels, ports }) => {
    const host = `${labels.app ?? `istio-${labels.istio}`}.${namespace}.svc.${clusterDomain}`;
    if (manifests.hosts.find(host).length > 0) return [];
    const protocols: Readonly<Record<number, Protocol>> = { 80: 'HTTP2', 443: 'HTTPS' };
    const manifest = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: host, namespace, labels: {}, annotations: {} },
      spec: { selector: labels },
    };
    return [
      {
        host,
        namespace,
        exportTo: undefined,
        manifest,
        isEntry: false,
        ports: ports.map(({ port, targetPort }) => ({ number: port, name: '', protocol: protocols[port] ?? 'TCP', target: targetPort })),
      },
    ];
  });
}

/** Of several services of one name, the own namespace's counts, else one of Kubernetes, else the first. */
function onePerHost(services: readonly MeshHost[], namespace: string): ReadonlyMap<string, MeshHost> {
  const chosen = new Map<string, MeshHost>();
  for (const service of services) {
    const known = chosen.get(service.host);
    if (
      known === undefined ||
      (service.namespace === namespace && known.namespace !== namespace) ||
      (known.isEntry && !service.isEntry && known.namespace !== namespace)
    ) {
      chosen.set(service.host, service);
    }
  }
  return chosen;
}

/** Whether any route of the mesh is for pods with certain labels: then what a pod sees depends on all of its labels. */
export function routesBySourceLabels(manifests: Manifests): boolean {
  return manifests.once('routes by source labels', () =>
    allInOrder(manifests, 'networking.istio.io/VirtualService').some(({ spec }) =>
      (spec.http ?? []).some(({ match }: any) =>
        (match ?? []).some((one: any) => one?.sourceLabels !== undefined || one?.sourceNamespace !== undefined),
      ),
    ),
  );
}
