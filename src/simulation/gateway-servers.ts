import { allInOrder } from './policy-selection';
import type { GatewaySpec, Server } from '../manifests/kinds/gateway';
import { idOf, type Labels, type Manifest, type ObjectId } from '../manifests/manifest';
import { grouped, type Manifests } from '../manifests/manifests';
import { selects } from '../manifests/selectors';
import { isHttpServer, isTlsServer } from '../manifests/server-kind';
import { targetPortOf, type Workload } from '../manifests/workload';

/** A server of a Gateway, as the pods that run it have it. */
export interface GatewayServer {
  readonly server: Server;
  /** `namespace/name` */
  readonly gateway: string;
  readonly namespace: string;
  readonly object: ObjectId;
  /** `spec.servers[0]` */
  readonly path: string;
  /** The port on which the pods listen. */
  readonly listens: number;
}

/** Pods that run gateways. */
export interface GatewayPods {
  readonly namespace: string;
  readonly labels: Labels;
  readonly serviceAccountName: string;
  readonly ports: readonly { readonly port: number; readonly targetPort: number }[];
}

/** What listens on a port of a gateway: requests in plaintext, or servers told apart by the name that TLS asks for. */
export interface GatewayPort {
  readonly plain: readonly GatewayServer[];
  readonly tls: readonly GatewayServer[];
}

/**
 * All that some gateway pods serve, by the port they listen on; what contradicts an older server is left out. Rules ask another
 * question of servers, `serversByPodsAndPort`: who claims a host beside whom, whichever is left out.
 */
export function gatewayPorts(manifests: Manifests, pods: GatewayPods): ReadonlyMap<number, GatewayPort> {
  return manifests.once(`gateway ports of ${pods.namespace} ${JSON.stringify(pods.labels)}`, () => {
    const ports = new Map<number, { plain: GatewayServer[]; tls: GatewayServer[] }>();
    const taken = new Map<number, Set<string>>();
    for (const server of serversOf(manifests, pods)) {
      const port = ports.get(server.listens) ?? { plain: [], tls: [] };
      if (!fits(server, port, taken)) continue;
      (isTlsServer(server.server) ? port.tls : port.plain).push(server);
      ports.set(server.listens, port);
    }
    return ports;
  });
}

function serversOf(manifests: Manifests, pods: GatewayPods): GatewayServer[] {
  const gateways = (allInOrder(manifests, 'networking.istio.io/Gateway') as readonly Manifest<GatewaySpec>[]).filter(({ spec }) =>
    selects(spec.selector, pods.labels),
  );
  return gateways.flatMap((gateway) =>
    (gateway.spec.servers ?? []).map((server, index) => ({
      server,
      gateway: `${gateway.metadata.namespace}/${gateway.metadata.name}`,
      namespace: gateway.metadata.namespace,
      object: idOf(gateway),
      path: `spec.servers[${index}]`,
      listens: pods.ports.find(({ port }) => port === server.port.number)?.targetPort ?? server.port.number,
    })),
  );
}

/** Plaintext and TLS do not share a port, nor do two servers one name; HTTP joins HTTP. */
function fits(server: GatewayServer, { plain, tls }: GatewayPort, taken: Map<number, Set<string>>): boolean {
  const hosts = (server.server.hosts ?? []).map((host) => inNamespace(host, server.namespace));
  if (server.server.tls !== undefined) {
    const known = taken.get(server.listens) ?? new Set<string>();
    if (hosts.some((host) => known.has(host))) return false;
    for (const host of hosts) known.add(host);
    taken.set(server.listens, known);
  }
  if (plain.length > 0) return isHttpServer(plain[0].server) && isHttpServer(server.server) && !isTlsServer(server.server);
  return tls.length === 0 || isTlsServer(server.server);
}

/** `./host` is the Gateway's own namespace, no namespace is all of them. */
export function inNamespace(host: string, namespace: string): string {
  if (host.startsWith('./')) return `${namespace}/${host.slice(2)}`;
  return host.startsWith('*/') ? host.slice(2) : host;
}

/** Workloads of the manifests that some Gateway selects. */
export function ownGateways(manifests: Manifests): ReadonlyMap<Workload, GatewayPods> {
  return manifests.once('own gateways', () => {
    const gateways = allInOrder(manifests, 'networking.istio.io/Gateway') as readonly Manifest<GatewaySpec>[];
    const selectors = [...grouped(gateways, ({ spec }) => JSON.stringify(spec.selector ?? {})).values()].map(([{ spec }]) => spec.selector);
    const own = manifests.workloads.filter(({ labels }) =>
      selectors.some((selector) => Object.keys(selector ?? {}).length > 0 && selects(selector, labels)),
    );
    return new Map(own.map((workload) => [workload, podsOf(manifests, workload)]));
  });
}

function podsOf(manifests: Manifests, workload: Workload): GatewayPods {
  const { namespace, labels, serviceAccountName } = workload;
  const ports = manifests.servicesOf(workload).flatMap(({ spec }) => spec.ports ?? []);
  return {
    namespace,
    labels,
    serviceAccountName,
    ports: ports.map(({ port, targetPort = port }) => ({ port, targetPort: targetPortOf(targetPort, workload) ?? port })),
  };
}
