import type { NetworkPeer } from './call';
import type { Labels } from './service';

export type DataPlane = 'SIDECAR' | 'AMBIENT';
/** How the traffic of pods gets into the mesh; NONE: it does not, they have no proxy. */
export type PodDataPlane = DataPlane | 'NONE';
export type OutboundMode = 'REGISTRY_ONLY' | 'ALLOW_ANY';
export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** The pods that run a gateway's proxy, and who they are. */
export interface GatewayWorkload {
  readonly namespace: string;
  readonly labels: Labels;
  readonly serviceAccountName: string;
  /** The Service before them. */
  readonly serviceName: string;
}

/** Where pods ask for names, over UDP and TCP. */
export interface DnsServer {
  readonly peer: NetworkPeer;
  readonly port: number;
}

/** How the mesh was installed: what no namespace or service can know for itself. */
export interface MeshSettings {
  readonly trustDomain: string;
  readonly clusterDomain: string;
  readonly rootNamespace: string;
  /** Undefined: the label `istio-injection`. */
  readonly revision: string | undefined;
  readonly dataPlane: DataPlane;
  /** Whether istio-cni captures traffic, so that pods need no privileged init container. */
  readonly cni: boolean;
  readonly outbound: OutboundMode | undefined;
  readonly mtls: MtlsMode | undefined;
  readonly ingressGateway: GatewayWorkload;
  /** Where kubelets probe from, for CNIs that do not let a node through to its own pods. */
  readonly nodeCidrs: readonly string[];
  readonly dnsServers: readonly DnsServer[];
}

export const DEFAULT_MESH: MeshSettings = {
  trustDomain: 'cluster.local',
  clusterDomain: 'cluster.local',
  rootNamespace: 'istio-system',
  revision: undefined,
  dataPlane: 'SIDECAR',
  cni: true,
  outbound: undefined,
  mtls: undefined,
  ingressGateway: {
    namespace: 'istio-system',
    labels: { istio: 'ingressgateway' },
    serviceAccountName: 'istio-ingressgateway-service-account',
    serviceName: 'istio-ingressgateway',
  },
  nodeCidrs: [],
  dnsServers: [{ peer: { kind: 'pods', namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }, port: 53 }],
};
