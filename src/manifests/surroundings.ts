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
  /** Whether istio-cni captures traffic. */
  readonly cni: boolean;
  /** Whether the manifests are all there is: then whatever is not among them or named here does not exist. */
  readonly complete: boolean;
  /** The day on which it is asked, `2026-11-21`: for what holds until a day. Nothing is over where it is not said. */
  readonly today?: string;
}

export interface GatewayWorkload {
  readonly namespace: string;
  readonly labels: Labels;
  readonly serviceAccountName: string;
  /** Ports of its Service, with the port of the pod each leads to. */
  readonly ports: readonly { readonly port: number; readonly targetPort: number }[];
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
  cni: false,
  complete: false,
};
