import type { Headers } from './headers';
import type { Claims } from './token';

/** A request as it is on its way: each proxy may change it. */
export interface Request {
  readonly method: string;
  /** With the query, if there is one. */
  readonly path: string;
  /** The host as the request names it, with a port if it does. */
  readonly authority: string;
  readonly scheme: 'http' | 'https';
  readonly headers: Headers;
  /** False for a connection that no proxy takes for HTTP. */
  readonly isHttp: boolean;
  /** The name that the caller asks for when TLS begins. */
  readonly sni: string | undefined;
}

/** What a proxy knows when it judges a request. */
export interface Arrival {
  readonly request: Request;
  /** Who the caller is, `trust/ns/namespace/sa/account`, where mutual TLS has proved it. */
  readonly principal: string | undefined;
  /** The address of whoever opened the connection; undefined if the question does not say. */
  readonly sourceIp: string | undefined;
  /** The address that the connection, or those who forwarded the request, give as its origin. */
  readonly remoteIp: string | undefined;
  readonly destinationIp: string | undefined;
  /** The port of the pod. */
  readonly port: number;
  readonly sni: string | undefined;
  /** Claims of the token that was accepted. */
  readonly claims: Claims | undefined;
}

export function pathOnly(path: string): string {
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}

/** Values of a query by their names, as they stand in it; the first one counts. */
export function queryOf(path: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const start = path.indexOf('?');
  if (start < 0) return values;
  for (const part of path
    .slice(start + 1)
    .split('#')[0]
    .split('&')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    if (!values.has(name)) values.set(name, equals < 0 ? '' : part.slice(equals + 1));
  }
  return values;
}

/** A path as proxies make it before they look at it: without `.` and `..`, backslashes turned. Undefined for what they answer with 400. */
export function normalized(path: string): string | undefined {
  if (!path.startsWith('/') || path.includes('#')) return undefined;
  const plain = pathOnly(path);
  if (!/[\\.%]/.test(plain)) return path;
  const segments: string[] = [];
  const parts = decoded(plain).replaceAll('\\', '/').split('/').slice(1);
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1;
    if (part === '..') segments.pop();
    else if (part !== '.') segments.push(part);
    if (isLast && (part === '..' || part === '.')) segments.push('');
  });
  return `/${segments.join('/')}${path.slice(plain.length)}`;
}

/** Characters that need not be written as `%…` are not. */
function decoded(path: string): string {
  return path.replace(/%([0-9A-Fa-f]{2})/g, (whole, hex) => {
    const char = String.fromCharCode(parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(char) ? char : whole;
  });
}
