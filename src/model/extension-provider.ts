import type { Origin } from './origin';
import type { Port, ServiceKey } from './service';

/** Where requests are sent to be judged: a service of the mesh, a host outside of it, or a container beside the proxy's own. */
export type AuthorizerTarget =
  | { readonly kind: 'service'; readonly service: ServiceKey }
  | { readonly kind: 'external'; readonly external: ServiceKey; readonly host: string }
  | { readonly kind: 'beside'; readonly namespace: string; readonly host: string };

/** Somebody else than the proxy's own pod. */
export type RemoteTarget = Exclude<AuthorizerTarget, { readonly kind: 'beside' }>;

/** How much of a request's body is sent along. */
export interface CheckedBody {
  readonly maxBytes: number;
  /** Whether a longer body is sent in part; otherwise such requests are answered with 413, whatever `failOpen` says. */
  readonly partial: boolean;
  /** As bytes instead of UTF-8 text; gRPC only. */
  readonly asBytes: boolean;
}

/** Which headers go along and come back; names are exact, or end or begin with `*`. */
export interface CheckedHeaders {
  readonly pathPrefix: string | undefined;
  readonly inCheck: readonly string[];
  readonly addedToCheck: Readonly<Record<string, string>>;
  readonly upstreamOnAllow: readonly string[];
  readonly downstreamOnAllow: readonly string[];
  readonly downstreamOnDeny: readonly string[];
}

/** Decides about requests before anything else does. */
export interface ExtAuthz {
  readonly kind: 'extAuthz';
  readonly target: AuthorizerTarget;
  /** Of the Service or outside host. */
  readonly port: Port;
  readonly timeoutMs: number;
  /** Why requests pass when nobody decides; undefined: they do not. */
  readonly failOpenReason: string | undefined;
  /** What callers are answered when nobody decides. */
  readonly statusOnError: number;
  readonly body: CheckedBody | undefined;
  /** Undefined: gRPC. */
  readonly http: CheckedHeaders | undefined;
}

/** Writes a line for each request to a file of the proxy's container. */
export interface FileAccessLog {
  readonly kind: 'fileAccessLog';
  readonly path: string;
  /** Field to format, as JSON; undefined: Istio's own line. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

/** What objects refer to by name, and the mesh's configuration must define. */
export interface ExtensionProvider {
  /** Unique in the mesh. */
  readonly name: string;
  readonly does: ExtAuthz | FileAccessLog;
  readonly origin: Origin;
}

/** How many proxies stand before the gateway whose word about the client's address is taken. */
export interface TrustedProxies {
  readonly count: number;
  readonly origin: Origin;
}
