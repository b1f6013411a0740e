import type { GatewayWorkload } from './mesh';
import type { Origin } from './origin';
import type { Port, ServiceKey } from './service';
import type { CorsPolicy, HeaderChanges, PathPattern, RetryPolicy, Rewrite, RouteMatch } from './traffic';
import { sortedSet } from '../support/compare';

export interface ServerTls {
  readonly mode: 'SIMPLE' | 'MUTUAL' | 'PASSTHROUGH';
  readonly credentialName?: string;
  readonly minProtocolVersion?: 'TLSV1_2' | 'TLSV1_3';
}

export interface Server {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' | 'TCP';
  readonly hosts: readonly string[];
  readonly tls: ServerTls | undefined;
  readonly httpsRedirect: boolean;
}

/** `namespace/name`. */
export type GatewayKey = string;

export interface Gateway {
  readonly key: GatewayKey;
  readonly name: string;
  readonly namespace: string;
  readonly workload: GatewayWorkload;
  readonly servers: readonly Server[];
  readonly origin: Origin;
}

/** One port that one call opened on a gateway. */
export interface GatewayServer {
  readonly gateway: GatewayKey;
  readonly server: Server;
}

/** TLS connections that go to a service unopened, by their server name. */
export interface PassthroughRoute {
  readonly gateway: GatewayKey;
  readonly service: ServiceKey;
  readonly host: string;
  readonly port: Port;
  readonly origin: Origin;
}

/** Requests from outside that go to one service. */
export interface GatewayRoute {
  readonly id: string;
  readonly gateway: GatewayKey;
  readonly service: ServiceKey;
  readonly hosts: readonly string[];
  readonly port: Port;
  readonly match: RouteMatch;
  readonly priority: number;
  readonly rewrite: Rewrite | undefined;
  readonly timeoutMs: number | undefined;
  readonly retries: RetryPolicy | undefined;
  readonly cors: CorsPolicy | undefined;
  readonly headers: HeaderChanges | undefined;
  /** Paths the gateway's identity may call, before the service's own routes rewrite them; undefined: every path. */
  readonly grantPaths: readonly PathPattern[] | undefined;
  /** Whether the user said so, as the service receives them in the end. */
  readonly grantPathsGiven: boolean;
  readonly origin: Origin;
}

/** Hosts left out mean all that the gateway serves over HTTP, whenever they are declared. */
export type GatewayRouteFact = Omit<GatewayRoute, 'hosts'> & { readonly hosts: readonly string[] | undefined };

/** Hosts whose requests a gateway reads; of others it sees server names only. */
export function httpHosts(servers: readonly Server[]): string[] {
  return sortedSet(servers.filter((server) => server.protocol !== 'TLS').flatMap((server) => server.hosts));
}
