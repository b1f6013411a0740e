/** Shapes are Istio's own where one exists, so that what a user sets is what is emitted. Durations are texts (`30s`) unless named `…Ms`. */
import type { Labels } from './service';

export type StringMatch =
  | { readonly kind: 'exact' | 'prefix' | 'regex'; readonly value: string }
  | { readonly kind: 'present' };

export interface PathPattern {
  /** `subtree`: the path itself and everything below it, whole segments only. */
  readonly kind: 'exact' | 'prefix' | 'subtree' | 'regex';
  readonly value: string;
}

/** A request matches when every given part does. No part at all: every request. */
export interface RouteMatch {
  readonly path?: PathPattern;
  /** Never empty. */
  readonly methods?: readonly string[];
  readonly headers?: Readonly<Record<string, StringMatch>>;
  /** Headers that must not match. */
  readonly withoutHeaders?: Readonly<Record<string, StringMatch>>;
  readonly query?: Readonly<Record<string, StringMatch>>;
  readonly authority?: StringMatch;
}

export interface RetryPolicy {
  /** 0: never retried. */
  readonly attempts: number;
  readonly perTryTimeoutMs?: number;
  /** Conditions under which any request is retried. */
  readonly retryOn: readonly string[];
  /** Further conditions, for requests whose method is idempotent only. */
  readonly retryIdempotentOn: readonly string[];
  /** Why requests that may have been processed are retried whatever their method. */
  readonly reason?: string;
}

export interface Fault {
  readonly delay?: { readonly fixedDelayMs: number; readonly percentage: number };
  readonly abort?: { readonly httpStatus?: number; readonly grpcStatus?: string; readonly percentage: number };
  readonly reason: string;
}

export interface Mirror {
  readonly version: string;
  readonly percentage: number;
  /** Copies of these only; the effect of a copied POST would happen twice. */
  readonly methods: readonly string[];
}

export interface HeaderChanges {
  readonly request?: { readonly set?: Labels; readonly add?: Labels; readonly remove?: readonly string[] };
  readonly response?: { readonly set?: Labels; readonly add?: Labels; readonly remove?: readonly string[] };
}

export interface CorsPolicy {
  readonly allowOrigins: readonly StringMatch[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAge?: string;
  readonly allowCredentials?: boolean;
}

/** Replaces the matched path (a prefix: only that prefix), or what a regex matched, or the authority. */
export interface Rewrite {
  readonly path?: string;
  readonly regex?: { readonly match: string; readonly rewrite: string };
  readonly authority?: string;
}

export interface Redirect {
  readonly uri?: string;
  readonly prefixRewrite?: string;
  readonly authority?: string;
  readonly port?: number;
  readonly scheme?: 'http' | 'https';
  readonly redirectCode?: number;
}

export interface DirectResponse {
  readonly status: number;
  readonly body?: string;
}

export type LoadBalancer =
  | { readonly simple: 'LEAST_REQUEST' | 'ROUND_ROBIN' | 'RANDOM' | 'PASSTHROUGH' }
  | {
    readonly consistentHash: {
      readonly httpHeaderName?: string;
      readonly httpCookie?: { readonly name: string; readonly path?: string; readonly ttl: string };
      readonly useSourceIp?: boolean;
      readonly httpQueryParameterName?: string;
      readonly ringHash?: { readonly minimumRingSize: number };
      readonly maglev?: { readonly tableSize: number };
    };
  };

export interface Locality {
  readonly failover?: readonly { readonly from: string; readonly to: string }[];
  readonly failoverPriority?: readonly string[];
  readonly distribute?: readonly { readonly from: string; readonly to: Readonly<Record<string, number>> }[];
}

export interface Warmup {
  readonly duration: string;
  readonly minimumPercent?: number;
  readonly aggression?: number;
}

export interface ConnectionPool {
  readonly tcp?: {
    readonly maxConnections?: number;
    readonly connectTimeout?: string;
    readonly idleTimeout?: string;
    readonly maxConnectionDuration?: string;
    readonly tcpKeepalive?: { readonly time?: string; readonly interval?: string; readonly probes?: number };
  };
  readonly http?: {
    readonly http1MaxPendingRequests?: number;
    readonly http2MaxRequests?: number;
    readonly maxRequestsPerConnection?: number;
    readonly maxRetries?: number;
    readonly idleTimeout?: string;
    readonly h2UpgradePolicy?: 'UPGRADE' | 'DO_NOT_UPGRADE';
    readonly maxConcurrentStreams?: number;
  };
}

export interface OutlierDetection {
  readonly consecutive5xxErrors?: number;
  readonly consecutiveGatewayErrors?: number;
  readonly splitExternalLocalOriginErrors?: boolean;
  readonly consecutiveLocalOriginFailures?: number;
  readonly interval?: string;
  readonly baseEjectionTime?: string;
  readonly maxEjectionPercent?: number;
  readonly minHealthPercent?: number;
}

export interface TrafficPolicy {
  readonly loadBalancer?: LoadBalancer;
  readonly locality?: Locality;
  readonly warmup?: Warmup;
  readonly connectionPool?: ConnectionPool;
  readonly outlierDetection?: OutlierDetection;
}
