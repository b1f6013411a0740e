import type { Origin } from './origin';
import type { Identity, Labels, Port, ServiceKey } from './service';
import type { RetryPolicy } from './traffic';

export interface TlsOrigination {
  /** The port the outside listens on; the application calls the plaintext port. */
  readonly targetPort: number;
  readonly sni: string;
  readonly subjectAltNames: readonly string[];
  readonly caCertificates: string;
}

/** `namespace/name`. */
export type EgressGatewayKey = string;

/** Pods through which requests leave the mesh, and who they are. */
export interface EgressGateway {
  readonly key: EgressGatewayKey;
  readonly name: string;
  readonly namespace: string;
  readonly identity: Identity;
  readonly selector: Labels;
  readonly origin: Origin;
}

/** The port of an egress gateway: of its Service, and of its pods, which may not have one below 1024. */
export const EGRESS_PORT: Port = { name: 'https', number: 443, targetPort: 8443, protocol: 'HTTPS' };

/** Hosts outside of the mesh. */
export interface ExternalService {
  /** `namespace/name` of the ServiceEntry. */
  readonly key: ServiceKey;
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly ports: readonly Port[];
  readonly resolution: 'DNS' | 'NONE' | 'STATIC';
  readonly endpoints: readonly string[];
  readonly tls: TlsOrigination | undefined;
  /** Through which its requests go; undefined: straight from the caller's proxy. */
  readonly egressGateway: EgressGatewayKey | undefined;
  /** Where NetworkPolicies let its callers go. */
  readonly cidrs: readonly string[];
  readonly timeoutMs: number;
  readonly retries: RetryPolicy;
  readonly origin: Origin;
}

/** One workload calls one outside host. */
export interface ExternalCall {
  readonly caller: ServiceKey;
  readonly external: ServiceKey;
  readonly ports: readonly Port[];
  readonly origin: Origin;
}
