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
  const providers = book?.model.meshConfig.extensionProviders ?? [];
  if (providers.length === 0) return described;
  return { ...described, extensionProviders: [...described.extensionProviders, ...providers.map(({ name }) => name)] };
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
