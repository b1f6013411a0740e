import type { PassthroughRoute } from './gateway';
import type { Origin } from './origin';
import type { ServiceKey } from './service';
import type { CorsPolicy, DirectResponse, Fault, HeaderChanges, Mirror, Redirect, RetryPolicy, Rewrite, RouteMatch } from './traffic';

export interface WeightedVersion {
  readonly version: string;
  readonly weight: number;
}

export type RouteTarget =
  /** Where requests go that no route takes: the default version, or what a release makes of it. */
  | { readonly kind: 'default' }
  | { readonly kind: 'split'; readonly versions: readonly WeightedVersion[] }
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'directResponse'; readonly response: DirectResponse };

/** What a route does with its requests, besides where they go. */
interface RouteExtras {
  readonly fault: Fault | undefined;
  readonly mirror: Mirror | undefined;
  readonly cors: CorsPolicy | undefined;
  readonly headers: HeaderChanges | undefined;
  readonly rewrite: Rewrite | undefined;
}

interface RouteSettings extends RouteExtras {
  readonly timeoutMs: number | undefined;
  readonly retries: RetryPolicy | undefined;
}

/** A route that says nothing of its own. */
export const NO_SETTINGS: RouteSettings = {
  timeoutMs: undefined, retries: undefined, fault: undefined, mirror: undefined, cors: undefined, headers: undefined, rewrite: undefined,
};

/** A rule of a service for the requests that match. */
export interface Route extends RouteSettings {
  readonly id: string;
  readonly service: ServiceKey;
  readonly match: RouteMatch;
  /** Higher is tried first; among equals the more specific match. */
  readonly priority: number;
  readonly target: RouteTarget;
  readonly origin: Origin;
}

/** A candidate that takes over from a stable version, step by step. */
export interface Release {
  readonly id: string;
  readonly service: ServiceKey;
  readonly stable: string;
  readonly candidate: string;
  /** The share of requests the candidate gets now. */
  readonly weight: number;
  /** Such requests always reach the candidate. */
  readonly tester: RouteMatch | undefined;
  /** Who got the candidate once keeps it. */
  readonly stickyCookie: { readonly name: string; readonly maxAgeSeconds: number } | undefined;
  /** Before the first step: copies of requests go to the candidate, its answers nowhere. */
  readonly mirror: Mirror | undefined;
  readonly origin: Origin;
}

/** TCP connections, or TLS ones by server name, of one port. */
export interface StreamRoute {
  readonly id: string;
  readonly service: ServiceKey;
  readonly port: number;
  /** Empty: every connection of the port. */
  readonly sniHosts: readonly string[];
  readonly versions: readonly WeightedVersion[];
  readonly origin: Origin;
}

/** What one destination of a planned route gets. */
export interface PlannedDestination {
  /** Undefined: the whole service, where it has one version. */
  readonly version: string | undefined;
  readonly weight: number;
  /** A `Set-Cookie` value for its answers. */
  readonly setCookie: string | undefined;
}

export type PlannedTarget =
  | { readonly kind: 'destinations'; readonly destinations: readonly PlannedDestination[] }
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'directResponse'; readonly response: DirectResponse };

/** A route with everything decided: in the order in which a proxy tries them, the last one takes every request. */
export interface PlannedRoute extends RouteExtras {
  readonly name: string;
  readonly match: RouteMatch;
  readonly target: PlannedTarget;
  /** 0: no limit. */
  readonly timeoutMs: number;
  readonly retries: RetryPolicy;
  readonly origin: Origin;
}

/** One host on one gateway: its routes in the order in which the gateway tries them. */
export interface GatewayHost {
  readonly host: string;
  readonly gateway: string;
  readonly routes: readonly PlannedGatewayRoute[];
  /** TLS connections passed through unopened. */
  readonly passthrough: readonly PassthroughRoute[];
}

export interface PlannedGatewayRoute extends PlannedRoute {
  readonly service: ServiceKey;
  readonly port: number;
}
