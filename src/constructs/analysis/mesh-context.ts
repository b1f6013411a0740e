import { loadSurroundings } from './load';
import { DEFAULT_SURROUNDINGS, type Surroundings } from '../../manifests/surroundings';
import type { FactBook } from '../../model/facts';
import { DEFAULT_MESH, type MeshSettings } from '../../model/mesh';

/**
 * What lies outside of what is analyzed. What is not said is not assumed: where it matters, it is asked for, once.
 */
export interface MeshContext {
  /**
   * Hosts of services that others deploy, `*.example.com` included.
   *
   * @default - none
   */
  readonly hosts?: string[];

  /**
   * Namespaces that others make, with their labels.
   *
   * @default - istio-system and kube-system, without labels
   */
  readonly namespaces?: { [name: string]: { [label: string]: string } };

  /**
   * Istio Gateways that others make, as `namespace/name`.
   *
   * @default - none
   */
  readonly gateways?: string[];

  /**
   * Pods that run a gateway's proxy.
   *
   * @default - those of the Mesh of the app, or of Istio's default profile
   */
  readonly gatewayWorkloads?: GatewayWorkloadContext[];

  /**
   * Names of the extension providers that the mesh's configuration has, besides those that the app itself asks for (`MeshConfig`).
   *
   * @default - prometheus and envoy
   */
  readonly extensionProviders?: string[];

  /**
   * Whether the CNI plugin of Istio captures traffic, so that pods need no privileged init container.
   *
   * @default - as the Mesh of the app says; without one it is not known
   * @see https://istio.io/latest/docs/setup/additional-setup/cni/
   */
  readonly cni?: boolean;

  /**
   * How far proxies bring paths into one form before policies judge them: `pathNormalization` of the mesh's configuration.
   *
   * @default - not known
   * @see https://istio.io/latest/docs/reference/config/security/normalization/
   */
  readonly pathNormalization?: PathNormalization;

  /**
   * How many proxies stand in front of gateways, whose word on the client's address is taken: `numTrustedProxies` of the mesh's gateway
   * topology.
   *
   * @default - not known
   * @see https://istio.io/latest/docs/ops/configuration/traffic-management/network-topologies/
   */
  readonly numTrustedProxies?: number;

  /**
   * Whether the proxies beside applications answer DNS, so that hosts without an address get one: `ISTIO_META_DNS_CAPTURE`.
   *
   * @default - not known
   * @see https://istio.io/latest/docs/ops/configuration/traffic-management/dns-proxy/
   */
  readonly dnsCapture?: boolean;

  /**
   * Services in other clusters of the same mesh. Those of the same name and namespace are one, and must say the same.
   *
   * @default - none
   */
  readonly remoteServices?: RemoteServiceContext[];

  /**
   * Whether there is nothing outside of what is analyzed and of what is said here: what is referred to and is not there is missing.
   *
   * @default false
   */
  readonly complete?: boolean;

  /**
   * The day by which acknowledgements are over, as `2026-11-21`.
   *
   * @default - no acknowledgement is over
   */
  readonly today?: string;
}

/**
 * How far proxies bring paths into one form before policies judge them. Each does what the one before does, too.
 *
 * @see https://istio.io/latest/docs/reference/config/security/normalization/
 */
export enum PathNormalization {
  /** Paths are judged as they come. */
  NONE = 'NONE',

  /** `..`, `.` and backslashes are resolved. This is Istio's default. */
  BASE = 'BASE',

  /** Several slashes become one. */
  MERGE_SLASHES = 'MERGE_SLASHES',

  /** Slashes that are percent-encoded are decoded first. */
  DECODE_AND_MERGE_SLASHES = 'DECODE_AND_MERGE_SLASHES',
}

/**
 * A Service in another cluster of the mesh.
 */
export interface RemoteServiceContext {
  /** Name of the cluster, for messages. */
  readonly cluster: string;

  /** Namespace of the Service. */
  readonly namespace: string;

  /** Name of the Service. */
  readonly name: string;

  /**
   * Type of the Service.
   *
   * @default ClusterIP
   */
  readonly type?: string;

  /**
   * Whether it has no address of its own (`clusterIP: None`).
   *
   * @default false
   */
  readonly headless?: boolean;

  /**
   * Its ports.
   *
   * @default - none
   */
  readonly ports?: RemotePortContext[];
}

/**
 * A port of a Service in another cluster.
 */
export interface RemotePortContext {
  /** Number of the port. */
  readonly port: number;

  /**
   * Name of the port.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * `TCP`, `UDP` or `SCTP`.
   *
   * @default TCP
   */
  readonly protocol?: string;
}

/**
 * Pods that run a gateway's proxy, and the ports by which they are reached.
 */
export interface GatewayWorkloadContext {
  /** Namespace of the pods. */
  readonly namespace: string;

  /** Labels of the pods. */
  readonly labels: { [name: string]: string };

  /** Service account of the pods. */
  readonly serviceAccountName: string;

  /**
   * Ports of its Service.
   *
   * @default - none
   */
  readonly ports?: GatewayPortContext[];

  /**
   * Whether connections come to it with the address of who made them: its Service has `externalTrafficPolicy: Local`, or the load balancer
   * sends to the pods themselves.
   *
   * @default - not known
   */
  readonly preservesSourceAddress?: boolean;
}

/**
 * A port of a gateway's Service.
 */
export interface GatewayPortContext {
  /** Port of the Service. */
  readonly port: number;

  /**
   * Port of the pods.
   *
   * @default - the port of the Service
   */
  readonly targetPort?: number;
}

/** What is around the objects of an app: how its mesh was set up, what it asks of the mesh's configuration, and what was said besides. */
export function surroundingsOf(book: FactBook | undefined, context: MeshContext | undefined): Surroundings {
  const isDeclared = book !== undefined && book.mesh !== DEFAULT_MESH;
  const base = isDeclared ? withSettings(book.mesh) : DEFAULT_SURROUNDINGS;
  const described = context === undefined ? base : loadSurroundings().readSurroundings(context, base);
  const providers = book?.model.meshConfig.extensionProviders;
  if (providers === undefined || providers.size === 0) return described;
  return { ...described, extensionProviders: [...described.extensionProviders, ...providers.keys()] };
}

function withSettings({ trustDomain, clusterDomain, rootNamespace, outbound, cni, ingressGateway }: MeshSettings): Surroundings {
  const [usual] = DEFAULT_SURROUNDINGS.gatewayWorkloads;
  const isUsual = Object.entries(ingressGateway.labels).every(([name, value]) => usual.labels[name] === value);
  return {
    ...DEFAULT_SURROUNDINGS,
    trustDomain,
    clusterDomain,
    rootNamespace,
    outboundTrafficPolicy: outbound ?? DEFAULT_SURROUNDINGS.outboundTrafficPolicy,
    cni,
    namespaces: { ...DEFAULT_SURROUNDINGS.namespaces, [rootNamespace]: {}, [ingressGateway.namespace]: {} },
    gatewayWorkloads: [{ ...usual, ...ingressGateway, labels: isUsual ? usual.labels : ingressGateway.labels }],
  };
}
