import type { Access, Callee, Openness } from './access';
import { STRENGTH, type AccessMatrix, accessMatrix } from './access-matrix';
import { routeLines } from './route-lines';
import { wordsOf } from './rule-parts';
import { gatewaysOf, podsOfGateway } from '../manifests/gateways';
import { idOf, type Manifest, type ObjectId } from '../manifests/manifest';
import { grouped, type Manifests } from '../manifests/manifests';
import { ordinal, sortedSet } from '../support/compare';

/** The mesh as things and calls between them. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** `namespace/name`, or a host outside. */
  readonly key: string;
  readonly kind: 'service' | 'workload' | 'gateway' | 'identity' | 'external';
  readonly namespace: string;
  readonly openness: Openness | undefined;
  /** The weakest of its ports. */
  readonly peer: string | undefined;
  readonly hosts: readonly string[];
  /** Versions with the share of requests that routes give them: `v1 90 %`. */
  readonly versions: readonly { readonly name: string; readonly share: number }[];
  /** The objects it is made of, and those that are about it. */
  readonly objects: readonly ObjectId[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** In words what may be asked for. */
  readonly calls: readonly string[];
  readonly hasMutualTls: boolean;
  /** False where it is allowed, and does not get there. */
  readonly arrives: boolean;
}

export function graphOf(manifests: Manifests): Graph {
  return manifests.once('graph', () => {
    const matrix = accessMatrix(manifests);
    const objects = objectsByNode(manifests, matrix);
    const nodes = [...serviceNodes(manifests, matrix, objects), ...callerNodes(manifests, matrix, objects), ...externalNodes(manifests)];
    const known = new Set(nodes.map(({ key }) => key));
    const edges = [...callEdges(matrix), ...externalEdges(manifests, matrix)].filter(
      ({ from, to }) => known.has(from) && known.has(to) && from !== to,
    );
    return {
      nodes: nodes.sort((a, b) => ordinal(a.key, b.key)),
      edges: edges.sort((a, b) => ordinal(a.from, b.from) || ordinal(a.to, b.to)),
    };
  });
}

function serviceNodes(manifests: Manifests, { callees }: AccessMatrix, objects: ReadonlyMap<string, readonly ObjectId[]>): GraphNode[] {
  const versions = versionsByHost(manifests);
  return callees.map((callee): GraphNode => ({
    key: callee.key,
    kind: 'service',
    namespace: callee.namespace,
    openness: callee.openness,
    peer: weakest(callee),
    hosts: [callee.host],
    versions: versions.get(callee.host) ?? [],
    objects: objects.get(callee.key) ?? [],
  }));
}

function weakest({ ports, openness }: Callee): string | undefined {
  if (openness === 'no pods known') return undefined;
  return [...ports].sort((a, b) => STRENGTH[a.peer] - STRENGTH[b.peer])[0]?.peer;
}

/** How requests to a host are shared among its versions, by the widest route of it. */
function versionsByHost(manifests: Manifests): ReadonlyMap<string, readonly { name: string; share: number }[]> {
  const found = new Map<string, readonly { name: string; share: number }[]>();
  for (const { destinations } of routeLines(manifests)) {
    const shared = destinations.filter(({ isMirror, subset }) => !isMirror && subset !== undefined);
    for (const [host, own] of grouped(shared, (one) => one.host)) {
      const versions = own.map(({ subset, share }) => ({ name: subset!, share }));
      if (versions.length > (found.get(host)?.length ?? 0)) found.set(host, versions);
    }
  }
  return found;
}

/** Callers without a service of their own, gateways, and those whom policies name. */
function callerNodes(manifests: Manifests, { parties, callees }: AccessMatrix, objects: ReadonlyMap<string, readonly ObjectId[]>): GraphNode[] {
  const services = new Set(callees.map(({ key }) => key));
  const hosts = gatewayHosts(manifests);
  return [...parties.values()]
    .filter(({ key }) => !services.has(key))
    .map(({ key, kind, namespace }): GraphNode => ({
      key,
      kind,
      namespace,
      openness: undefined,
      peer: undefined,
      hosts: hosts.get(key) ?? [],
      versions: [],
      objects: objects.get(key) ?? [],
    }));
}

function gatewayHosts(manifests: Manifests): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) {
    const hosts = (gateway.spec.servers ?? []).flatMap((server) => server.hosts);
    for (const key of keysOfGateway(manifests, gateway)) found.set(key, sortedSet([...(found.get(key) ?? []), ...hosts]));
  }
  return found;
}

function keysOfGateway(manifests: Manifests, gateway: Manifest<any>): string[] {
  return podsOfGateway(manifests, gateway).map(({ namespace, labels, workload }) => `${namespace}/${workload?.name ?? labels.app ?? 'gateway'}`);
}

function externalNodes(manifests: Manifests): GraphNode[] {
  const hosts = grouped(
    manifests.hosts.all.filter(({ isEntry }) => isEntry),
    ({ host }) => host,
  );
  return [...hosts].map(([host, entries]): GraphNode => ({
    key: host,
    kind: 'external',
    namespace: entries[0].namespace,
    openness: undefined,
    peer: undefined,
    hosts: [host],
    versions: [],
    objects: entries.map(({ manifest }) => idOf(manifest as Manifest<unknown>)),
  }));
}

function callEdges({ callees, parties }: AccessMatrix): GraphEdge[] {
  const edges: GraphEdge[] = [];
  for (const callee of callees) {
    const named = callee.ports.flatMap(({ access }) => access.filter(({ who }) => who.kind === 'party' || who.kind === 'some'));
    const byCaller = grouped(
      named.flatMap((access) => [...access.who.members].map((member) => ({ member, access }))),
      ({ member }) => member,
    );
    for (const [member, rules] of byCaller) {
      if (parties.has(member)) {
        edges.push(
          edgeOf(
            member.replace(/ \((?!identity\)).*\)$/, ''),
            callee.key,
            rules.map(({ access }) => access),
          ),
        );
      }
    }
  }
  return edges;
}

function edgeOf(from: string, to: string, rules: readonly Access[]): GraphEdge {
  return {
    from,
    to,
    calls: sortedSet(rules.map(({ port, operations }) => `${wordsOf(operations)} at port ${port}`)),
    hasMutualTls: rules.every(({ reach }) => reach.verdict !== 'yes' || reach.hasMutualTls),
    arrives: rules.some(({ reach }) => reach.verdict !== 'no'),
  };
}

/** Hosts outside are open to those whose Sidecar names them: where none narrows it, everyone's proxy knows them, and no edge says so. */
function externalEdges(manifests: Manifests, { parties }: AccessMatrix): GraphEdge[] {
  const namers = new Map<string, string[]>();
  for (const { metadata, spec } of manifests.ofKind('networking.istio.io/Sidecar')) {
    for (const { hosts } of spec.egress ?? []) {
      for (const entry of hosts) {
        const host = entry.slice(entry.indexOf('/') + 1);
        if (!manifests.hosts.find(host).some(({ isEntry }) => isEntry)) continue;
        const callers = manifests.selected(metadata.namespace, spec.workloadSelector?.labels);
        const keys = [...parties.values()]
          .filter(({ workloads }) => workloads.some((workload) => callers.includes(workload)))
          .map(({ key }) => key);
        namers.set(host, [...(namers.get(host) ?? []), ...keys]);
      }
    }
  }
  return [...namers].flatMap(([to, callers]) =>
    sortedSet(callers).map((from): GraphEdge => ({ from, to, calls: ['leaves the mesh'], hasMutualTls: false, arrives: true })),
  );
}

/** What an object is about: the service that it names, or whose pods it selects. */
function objectsByNode(manifests: Manifests, { callees, parties }: AccessMatrix): ReadonlyMap<string, readonly ObjectId[]> {
  const found = new Map<string, Map<Manifest<unknown>, ObjectId>>();
  const add = (key: string, manifest: Manifest<unknown>) => {
    const known = found.get(key) ?? new Map<Manifest<unknown>, ObjectId>();
    known.set(manifest, idOf(manifest));
    found.set(key, known);
  };
  const homes = new Map(
    [...parties.values()].flatMap(({ key, workloads }) =>
      workloads.map((workload) => [workload.manifest, key.replace(/ \(.*\)$/, '')] as const),
    ),
  );
  for (const [manifest, key] of homes) add(key, manifest);
  for (const { namespace, key } of callees) {
    const service = manifests.find('/Service', namespace, key.slice(namespace.length + 1));
    if (service !== undefined) add(key, service);
  }
  addSelected(manifests, homes, add);
  addRouted(manifests, new Map(callees.map(({ host, key }) => [host, key])), add);
  for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) for (const key of keysOfGateway(manifests, gateway)) add(key, gateway);
  return new Map([...found].map(([key, objects]) => [key, [...objects.values()]]));
}

type Add = (key: string, manifest: Manifest<unknown>) => void;

const SELECTING = [
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'security.istio.io/RequestAuthentication',
  'networking.istio.io/Sidecar',
  'networking.k8s.io/NetworkPolicy',
  'policy/PodDisruptionBudget',
];

function addSelected(manifests: Manifests, homes: ReadonlyMap<Manifest<unknown>, string>, add: Add): void {
  for (const kind of SELECTING) {
    for (const manifest of manifests.ofKind(kind)) {
      const { selector, workloadSelector, podSelector } = manifest.spec as any;
      const labels = selector?.matchLabels ?? workloadSelector?.labels ?? podSelector?.matchLabels;
      if (labels === undefined || Object.keys(labels).length === 0) continue;
      for (const workload of manifests.selected(manifest.metadata.namespace, labels)) {
        const key = homes.get(workload.manifest);
        if (key !== undefined) add(key, manifest);
      }
    }
  }
}

function addRouted(manifests: Manifests, services: ReadonlyMap<string, string>, add: Add): void {
  for (const line of routeLines(manifests)) {
    const manifest = manifests.find('networking.istio.io/VirtualService', line.object.namespace, line.object.name)!;
    for (const host of [line.host, ...line.destinations.map((destination) => destination.host)]) {
      const key = services.get(host);
      if (key !== undefined) add(key, manifest);
    }
    for (const { namespace, name } of gatewaysOf(manifest)) {
      const gateway = manifests.find('networking.istio.io/Gateway', namespace, name);
      if (gateway !== undefined) for (const key of keysOfGateway(manifests, gateway)) add(key, manifest);
    }
  }
  for (const rule of manifests.ofKind('networking.istio.io/DestinationRule')) {
    const host = rule.spec.host.includes('.')
      ? rule.spec.host
      : `${rule.spec.host}.${rule.metadata.namespace}.svc.${manifests.surroundings.clusterDomain}`;
    const key = services.get(host);
    if (key !== undefined) add(key, rule);
  }
}
