import type { Labels } from './manifest';

/** What lies outside the manifests. What is not said here is not assumed: it is asked for, once. */
export interface Surroundings {
  readonly trustDomain: string;
  readonly clusterDomain: string;
  readonly rootNamespace: string;
  /** Where undeclared hosts may be reached, mesh-wide. */
  readonly outboundTrafficPolicy: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  /** Hosts of services that are not among the manifests, wildcards included. */
  readonly hosts: readonly string[];
  /** Namespaces that are not among the manifests, by their labels. */
  readonly namespaces: Readonly<Record<string, Labels>>;
  /** Gateways that are not among the manifests, as `namespace/name`. */
  readonly gateways: readonly string[];
  /** Pods that run a gateway's proxy. */
  readonly gatewayWorkloads: readonly GatewayWorkload[];
  /** Names of `extensionProviders`. */
  readonly extensionProviders: readonly string[];
  /** Whether there is a default for providers of tracing, metrics and access logs that name none. */
  readonly defaultProviders: { readonly tracing: boolean; readonly metrics: boolean; readonly accessLogging: boolean };
  /** Whether istio-cni captures traffic, so that pods need no privileged init container. */
  readonly cni?: boolean;
  /** How far proxies bring paths into one form before policies judge them. */
  readonly pathNormalization?: PathNormalization;
  /** How many proxies stand in front of gateways, whose word on the client's address is taken. */
  readonly numTrustedProxies?: number;
  /** Whether the proxies beside applications answer DNS, and give hosts without an address one. */
  readonly dnsCapture?: boolean;
  /** Services in other clusters of the mesh. */
  readonly remoteServices: readonly RemoteService[];
  /** Whether the manifests are all there is: then whatever is not among them or named here does not exist. */
  readonly complete: boolean;
  /** The day on which it is asked, `2026-11-21`: for what holds until a day. Nothing is over where it is not said. */
  readonly today?: string;
}

/** As `pathNormalization.normalization` of the mesh's configuration; BASE is the default there. */
export const PATH_NORMALIZATIONS = ['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'] as const;
export type PathNormalization = typeof PATH_NORMALIZATIONS[number];

export interface GatewayWorkload {
  readonly namespace: string;
  readonly labels: Labels;
  readonly serviceAccountName: string;
  /** Ports of its Service, with the port of the pod each leads to. */
  readonly ports: readonly { readonly port: number; readonly targetPort: number }[];
  /** Whether connections come with the address of who made them; undefined where nobody said. */
  readonly preservesSourceAddress?: boolean;
}

/** What a Service of another cluster has in common with ours of that name, or should have. */
export interface RemoteService {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly isHeadless: boolean;
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
}

/** What Istio does where its configuration does not say. */
const UNSAID: Required<Pick<Surroundings, 'cni' | 'pathNormalization' | 'numTrustedProxies' | 'dnsCapture'>> = {
  cni: false, pathNormalization: 'BASE', numTrustedProxies: 0, dnsCapture: false,
};

/** A setting of the mesh: as it was said, Istio's own where nothing else lies outside, and unknown otherwise. */
export function settingOf<Name extends keyof typeof UNSAID>(surroundings: Surroundings, name: Name): typeof UNSAID[Name] | undefined {
  return (surroundings as Partial<typeof UNSAID>)[name] ?? (surroundings.complete ? UNSAID[name] : undefined);
}

/** Istio as its default profile installs it. */
export const DEFAULT_SURROUNDINGS: Surroundings = {
  trustDomain: 'cluster.local',
  clusterDomain: 'cluster.local',
  rootNamespace: 'istio-system',
  outboundTrafficPolicy: 'ALLOW_ANY',
  hosts: [],
  namespaces: { 'istio-system': {}, 'kube-system': {} },
  gateways: [],
  gatewayWorkloads: [{
    namespace: 'istio-system',
    labels: { app: 'istio-ingressgateway', istio: 'ingressgateway' },
    serviceAccountName: 'istio-ingressgateway-service-account',
    ports: [{ port: 15021, targetPort: 15021 }, { port: 80, targetPort: 8080 }, { port: 443, targetPort: 8443 }],
  }],
  extensionProviders: ['prometheus', 'envoy'],
  defaultProviders: { tracing: false, metrics: true, accessLogging: false },
  remoteServices: [],
  complete: false,
};
