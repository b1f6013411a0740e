import { type Gateway, type GatewayKey, type GatewayRoute, httpHosts, type Server } from './gateway';
import type { Origin } from './origin';
import { coversPath, literalHead } from './path-pattern';
import type { PathPattern } from './traffic';
import { ordinal, sortedBy } from '../support/compare';

/** Proxies of others that stand before a gateway: what was said of them. */
export interface EdgeFact {
  /** Path of the construct. */
  readonly key: string;
  readonly name: string;
  readonly gateway: GatewayKey;
  /** Hosts of the gateway; undefined: all that it routes. */
  readonly hosts: readonly string[] | undefined;
  /** How many proxies the gateway believes when they say where a request came from; 0: none. */
  readonly trustedHops: number;
  /** Whether its pods have a proxy of the mesh. */
  readonly meshed: boolean;
  /** Where the authorities lie that signed the gateway's certificate. */
  readonly caCertificate: string | undefined;
  /** Where the certificate lies that it shows to the gateway. */
  readonly clientCertificate: string | undefined;
  /** Whether it can pass gRPC on. */
  readonly grpc: boolean;
  /** Whether it can speak TLS to the gateway. */
  readonly tls: boolean;
  readonly origin: Origin;
}

/** One path, or it and all below it: what every edge can tell apart. */
export interface EdgePath {
  readonly kind: 'exact' | 'subtree';
  readonly value: string;
}

/** The way from the edge to the gateway. */
export interface Hop {
  /** Port of the gateway's Service. */
  readonly port: number;
  /** Undefined: in clear. */
  readonly tls: 'SIMPLE' | 'MUTUAL' | undefined;
  /** The name in the handshake, by which the gateway finds the server, and for which its certificate must be. */
  readonly serverName: string;
}

export interface EdgeHost {
  readonly host: string;
  /** At least what the gateway routes: which of it is served is up to the gateway. */
  readonly paths: readonly EdgePath[];
  readonly hop: Hop;
  /** Whether gRPC services are behind it. */
  readonly grpc: boolean;
}

export interface Edge extends Omit<EdgeFact, 'hosts'> {
  /** Undefined: every host that has routes. */
  readonly wanted: readonly string[] | undefined;
  /** Ordered by name; hosts without a way to the gateway are left out. */
  readonly hosts: readonly EdgeHost[];
}

/** What an edge passes on follows from what its gateway serves and routes. */
export function planEdge({ hosts: wanted, ...fact }: EdgeFact, gateway: Gateway | undefined, routes: readonly GatewayRoute[]): Edge {
  const servers = gateway?.servers ?? [];
  const hosts = (wanted ?? httpHosts(servers)).flatMap((host): EdgeHost[] => {
    const hop = hopTo(host, servers);
    const behind = routes.filter((route) => route.hosts.includes(host));
    if (hop === undefined || behind.length === 0) return [];
    return [{ host, hop, paths: edgePaths(behind.map(({ match }) => match.path)), grpc: behind.some(({ port }) => port.protocol === 'GRPC') }];
  });
  return { ...fact, wanted, hosts: sortedBy(hosts, ({ host }) => host) };
}

/** TLS before clear text, and of several ports the lowest. */
function hopTo(host: string, servers: readonly Server[]): Hop | undefined {
  const serving = servers.filter((server) => server.hosts.includes(host) && server.protocol !== 'TLS' && !server.httpsRedirect);
  const [server] = [...serving].sort((a, b) => Number(b.tls !== undefined) - Number(a.tls !== undefined) || a.port - b.port);
  if (server === undefined) return undefined;
  const tls = server.tls?.mode === 'MUTUAL' || server.tls?.mode === 'SIMPLE' ? server.tls.mode : undefined;
  // a wildcard is no name, but any name below it leads to the same server and the same certificate
  return { port: server.port, tls, serverName: host.replace(/^\*/, 'edge') };
}

const EVERY_PATH: EdgePath = { kind: 'subtree', value: '/' };

/** Edges know exact paths and whole segments; what is finer is left to the gateway, so that an edge never refuses what the gateway serves. */
export function edgePaths(patterns: readonly (PathPattern | undefined)[]): readonly EdgePath[] {
  const wide = patterns.map(widened);
  const kept = wide.filter((path, index) => !wide.some((other, at) =>
    at !== index && covers(other, path) && (at < index || !covers(path, other))));
  return [...kept].sort((a, b) => ordinal(a.value, b.value) || ordinal(a.kind, b.kind));
}

export function widened(pattern: PathPattern | undefined): EdgePath {
  if (pattern === undefined) return EVERY_PATH;
  switch (pattern.kind) {
    case 'exact': return isPlain(pattern.value) ? { kind: 'exact', value: pattern.value } : above(pattern.value);
    case 'subtree': return isPlain(pattern.value) ? { kind: 'subtree', value: pattern.value } : above(pattern.value);
    case 'prefix': return above(pattern.value);
    case 'regex': return above(literalHead(pattern.value));
  }
}

/** Letters that every edge compares as they stand: others are decoded first by some, or mean something in their configuration. */
function isPlain(path: string): boolean {
  return /^[A-Za-z0-9\-._~/]*$/.test(path);
}

/** The last whole segments of plain letters. */
function above(head: string): EdgePath {
  const [plain] = /^[A-Za-z0-9\-._~/]*/.exec(head)!;
  const value = plain.slice(0, plain.lastIndexOf('/'));
  return value.startsWith('/') ? { kind: 'subtree', value } : EVERY_PATH;
}

function covers(a: EdgePath, b: EdgePath): boolean {
  return coversPath(a, b);
}
