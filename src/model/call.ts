import type { Origin } from './origin';
import type { Identity, Port, ServiceKey } from './service';
import type { PathPattern } from './traffic';

/** What a caller may do. A part that is undefined is not restricted; a list is never empty. */
export interface Operation {
  readonly methods: readonly string[] | undefined;
  readonly paths: readonly PathPattern[] | undefined;
  /** The callee's ports; always written out. */
  readonly ports: readonly Port[];
}

/** Who may call: one workload, or every workload of a namespace. */
export type Caller =
  | { readonly kind: 'service'; readonly service: ServiceKey; readonly identity: Identity }
  | { readonly kind: 'gateway'; readonly identity: Identity; readonly podLabels: Readonly<Record<string, string>> }
  | { readonly kind: 'account'; readonly identity: Identity; readonly podLabels?: Readonly<Record<string, string>> }
  | { readonly kind: 'namespace'; readonly namespace: string };

/** One permission: this caller may do this to that service. */
export interface Call {
  readonly caller: Caller;
  readonly callee: ServiceKey;
  readonly operation: Operation;
  /** Why so much is allowed; given for grants to whole namespaces. */
  readonly reason?: string;
  readonly origin: Origin;
}

/** Plaintext is accepted on these ports, for callers that have no proxy. */
export interface PlaintextException {
  readonly service: ServiceKey;
  readonly mode: 'PERMISSIVE' | 'DISABLE';
  /** Undefined: the whole workload, whatever its ports. */
  readonly ports: readonly Port[] | undefined;
  /** From where, besides the declared callers; enforced by NetworkPolicy, since plaintext proves no identity. */
  readonly from: readonly NetworkPeer[];
  /** What may be done without an identity. */
  readonly operation: Operation;
  readonly reason: string;
  readonly origin: Origin;
}

export type NetworkPeer =
  | { readonly kind: 'cidr'; readonly cidr: string; readonly except: readonly string[] }
  | { readonly kind: 'pods'; readonly namespace: string; readonly podLabels: Readonly<Record<string, string>> | undefined };

/** Every workload of one namespace may call every service of another. */
export interface NamespaceGrant {
  readonly namespace: string;
  /** The callers' namespace. */
  readonly caller: string;
  readonly reason: string;
  readonly origin: Origin;
}

/** Metrics may be read without an identity: the proxy's own ports are outside of mutual TLS. */
export interface ScrapeGrant {
  readonly namespace: string;
  readonly from: NetworkPeer;
  readonly ports: readonly number[];
  readonly reason: string;
  readonly origin: Origin;
}
