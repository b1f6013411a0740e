import type { Server } from './kinds/gateway';

/** Which routes a Gateway's server follows: of requests, of TLS connections by their SNI, or of connections. */
export type RouteKind = 'http' | 'tls' | 'tcp';

export function routesOfServer({ port, tls }: Server): RouteKind {
  switch (port.protocol.toUpperCase()) {
    case 'HTTP': case 'HTTP2': case 'GRPC': case 'GRPC-WEB':
      return 'http';
    case 'HTTPS':
      return isPassedThrough(tls?.mode) ? 'tls' : 'http';
    case 'TLS':
      return isPassedThrough(tls?.mode) ? 'tls' : 'tcp';
    default:
      return 'tcp';
  }
}

function isPassedThrough(mode: string | undefined): boolean {
  return mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
}
