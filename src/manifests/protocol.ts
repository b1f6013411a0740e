/** What Istio takes a port for. `AUTO` is found out by looking at the bytes, `UNSUPPORTED` is a prefix or protocol that means nothing to it. */
export type Protocol = 'HTTP' | 'HTTP2' | 'GRPC' | 'GRPC-WEB' | 'HTTP_PROXY' | 'HTTPS' | 'TLS' | 'TCP' | 'MONGO' | 'REDIS' | 'MYSQL' | 'HBONE' | 'DOUBLE-HBONE' | 'UDP' | 'AUTO' | 'UNSUPPORTED';

const BY_NAME: Readonly<Record<string, Protocol>> = {
  'http': 'HTTP',
  'http2': 'HTTP2',
  'grpc': 'GRPC',
  'grpc-web': 'GRPC-WEB',
  'http_proxy': 'HTTP_PROXY',
  'https': 'HTTPS',
  'tls': 'TLS',
  'tcp': 'TCP',
  'mongo': 'MONGO',
  'redis': 'REDIS',
  'mysql': 'MYSQL',
  'hbone': 'HBONE',
  'double-hbone': 'DOUBLE-HBONE',
  'udp': 'UDP',
};

/** `appProtocol`s of Kubernetes that have a meaning of their own. */
const BY_APP_PROTOCOL: Readonly<Record<string, Protocol>> = {
  'kubernetes.io/h2c': 'HTTP2',
  'kubernetes.io/ws': 'HTTP',
  'kubernetes.io/wss': 'HTTPS',
};

/** Ports whose protocol speaks first on the server's side: Istio does not wait there for bytes of the client. */
const SERVER_FIRST = new Set([25, 3306, 27017]);

/** The protocol that a word of an Istio object names: case does not matter. */
export function protocolNamed(word: string | undefined): Protocol {
  return BY_NAME[(word ?? '').toLowerCase()] ?? 'UNSUPPORTED';
}

/** What a port says of itself. */
export interface PortWords {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

/** @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/ */
export function protocolOf(port: PortWords): Protocol {
  if (port.protocol === 'UDP') return 'UDP';
  if (port.appProtocol !== undefined && port.appProtocol !== '') {
    return BY_APP_PROTOCOL[port.appProtocol.toLowerCase()] ?? protocolNamed(port.appProtocol);
  }
  const name = (port.name ?? '').toLowerCase();
  if (name === 'grpc-web' || name.startsWith('grpc-web-')) return 'GRPC-WEB';
  const named = protocolNamed(name.split('-')[0]);
  if (named !== 'UNSUPPORTED') return named;
  return SERVER_FIRST.has(port.port ?? 0) ? 'TCP' : name === '' ? 'AUTO' : 'UNSUPPORTED';
}

/** Whether requests on such a port are read, so that routes and policies about requests apply. */
export function isHttpProtocol(protocol: Protocol): boolean {
  return protocol === 'HTTP' || protocol === 'HTTP2' || protocol === 'GRPC' || protocol === 'GRPC-WEB' || protocol === 'HTTP_PROXY';
}
