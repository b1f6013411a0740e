import type { GatewaySpec, Server } from './kinds/gateway';
import type { VirtualServiceSpec } from './kinds/virtual-service';
import { LabelIndex } from './label-index';
import type { Labels, Manifest } from './manifest';
import type { Manifests } from './manifests';
import { targetPortOf, type Workload } from './workload';

/** What a VirtualService calls the proxies beside applications. */
export const MESH = 'mesh';

/** Pods that run the proxy of a gateway. */
export interface GatewayPods {
  readonly namespace: string;
  readonly labels: Labels;
  /** Undefined for those that lie outside. */
  readonly workload: Workload | undefined;
  /** Ports that its Services lead to, and by which they are reached. */
  readonly ports: () => ReadonlySet<number>;
}

/** The pods that a Gateway is for: its selector means pods of every namespace. */
export function podsOfGateway(manifests: Manifests, { spec }: Manifest<GatewaySpec>): readonly GatewayPods[] {
  return manifests.once('pods of gateways', () => new LabelIndex(allPods(manifests), ({ labels }) => labels)).selected(spec.selector);
}

/** A Gateway that a VirtualService or one of its matches names, and where. */
export interface GatewayReference {
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
}

export function isOnMesh(spec: VirtualServiceSpec): boolean {
  return spec.gateways === undefined || spec.gateways.length === 0 || spec.gateways.includes(MESH);
}

/** The Gateways that a VirtualService is bound to, the mesh left out. */
export function gatewaysOf({ metadata, spec }: Manifest<VirtualServiceSpec>): GatewayReference[] {
  return (spec.gateways ?? []).flatMap((reference, index) => (reference === MESH ? [] : [{ ...gatewayNamed(reference, metadata.namespace), path: `spec.gateways[${index}]` }]));
}

/** `namespace/name`, `./name`, `name`, and the old `name.namespace.svc.cluster.local`. */
export function gatewayNamed(reference: string, namespace: string): { namespace: string; name: string } {
  const slash = reference.indexOf('/');
  if (slash >= 0) {
    const before = reference.slice(0, slash);
    return { namespace: before === '.' ? namespace : before, name: reference.slice(slash + 1) };
  }
  const [name, namedNamespace] = reference.split('.');
  return { namespace: namedNamespace ?? namespace, name };
}

/** All that a VirtualService is bound to, each as `gatewayTitle` says it. */
export function gatewayTitlesOf({ metadata: { namespace }, spec: { gateways = [] } }: Manifest<VirtualServiceSpec>): string[] {
  return gateways.length === 0 ? [MESH] : gateways.map((reference) => gatewayTitle(reference, namespace));
}

/** `mesh`, or `namespace/name` of a Gateway. */
export function gatewayTitle(reference: string, namespace: string): string {
  return reference === MESH ? MESH : Object.values(gatewayNamed(reference, namespace)).join('/');
}

/** The hosts of a Gateway's server, without the namespaces they are for, as far as a namespace may bind routes to them. */
export function serverHostsFor({ hosts }: Server, gatewayNamespace: string, namespace: string): string[] {
  return hosts.flatMap((host) => {
    const { scope, name } = serverHost(host);
    return scope === '*' || scope === namespace || (scope === '.' && gatewayNamespace === namespace) ? [name] : [];
  });
}

/** `namespace/host` in its parts; without a namespace it is for all of them. */
export function serverHost(host: string): { scope: string; name: string } {
  const slash = host.indexOf('/');
  return slash < 0 ? { scope: '*', name: host } : { scope: host.slice(0, slash), name: host.slice(slash + 1) };
}

function allPods(manifests: Manifests): GatewayPods[] {
  return [
    ...manifests.workloads.map((workload) => ({
      namespace: workload.namespace, labels: workload.labels, workload, ports: () => portsOf(manifests, workload),
    })),
    ...manifests.surroundings.gatewayWorkloads.map(({ namespace, labels, ports }) => ({
      namespace, labels, workload: undefined, ports: () => new Set(ports.flatMap(({ port, targetPort }) => [port, targetPort])),
    })),
  ];
}

function portsOf(manifests: Manifests, workload: Workload): ReadonlySet<number> {
  return new Set(manifests.servicesOf(workload).flatMap(({ spec }) => (spec.ports ?? []).flatMap(({ port, targetPort, protocol = 'TCP' }) => {
    if (protocol !== 'TCP') return [];
    return [port, targetPortOf(targetPort ?? port, workload) ?? port];
  })));
}
