import type { Server } from './kinds/gateway';

/** Which routes a Gateway's server follows: of requests, of TLS connections by their SNI, or of connections. */
export type RouteKind = 'http' | 'tls' | 'tcp';

export function routesOfServer(server: Server): RouteKind {
  if (isHttpServer(server)) return 'http';
  if (!isTlsServer(server)) return 'tcp';
  if (isPassedThrough(server)) return 'tls';
  return isHttpsServer(server) ? 'http' : 'tcp';
}

/** Whether the server is for requests in plaintext. */
export function isHttpServer({ port }: Server): boolean {
  return /^(http|http2|grpc|grpc-web)$/i.test(port.protocol);
}

/** Whether the server is for requests over TLS. */
export function isHttpsServer({ port }: Server): boolean {
  return /^https$/i.test(port.protocol);
}

/** Whether the server is for TLS connections, so that the host is told by SNI. */
export function isTlsServer({ port }: Server): boolean {
  return /^(https|tls)$/i.test(port.protocol);
}

/** Whether TLS does not end at the server: so it is where the settings say no mode. */
export function isPassedThrough({ tls }: Server): boolean {
  if (tls === undefined) return false;
  const { mode = 'PASSTHROUGH' } = tls;
  return mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
}
