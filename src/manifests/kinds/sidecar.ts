import type { ConnectionPool } from './destination-rule';
import type { ServerTls } from './gateway';

/** @see https://istio.io/latest/docs/reference/config/networking/sidecar/ */
export interface SidecarSpec {
  readonly workloadSelector?: { readonly labels?: Readonly<Record<string, string>> };
  readonly egress?: readonly EgressListener[];
  readonly ingress?: readonly IngressListener[];
  readonly inboundConnectionPool?: ConnectionPool;
  readonly outboundTrafficPolicy?: { readonly mode?: 'REGISTRY_ONLY' | 'ALLOW_ANY'; readonly egressProxy?: unknown };
}

export interface EgressListener {
  readonly hosts: readonly string[];
  readonly port?: ListenerPort;
  readonly bind?: string;
  readonly captureMode?: string;
}

export interface IngressListener {
  readonly port: ListenerPort;
  readonly defaultEndpoint?: string;
  readonly bind?: string;
  readonly captureMode?: string;
  readonly tls?: ServerTls;
  readonly connectionPool?: ConnectionPool;
}

export interface ListenerPort {
  readonly number?: number;
  readonly protocol?: string;
  readonly name?: string;
  readonly targetPort?: number;
}
