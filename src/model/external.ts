import type { Origin } from './origin';
import type { Port, ServiceKey } from './service';
import type { RetryPolicy } from './traffic';

export interface TlsOrigination {
  /** The port the outside listens on; the application calls the plaintext port. */
  readonly targetPort: number;
  readonly sni: string;
  readonly subjectAltNames: readonly string[];
  readonly caCertificates: string;
}

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
