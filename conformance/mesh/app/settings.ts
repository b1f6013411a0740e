/**
 * How a port of the app speaks. `auto` looks at the first bytes; the others refuse what they do not speak,
 * as a real application would: a port declared `grpc` and spoken to in HTTP/1.1 must not look fine.
 */
export type Protocol = 'auto' | 'http' | 'http2' | 'https' | 'tcp';

export interface PortSettings {
  readonly port: number;
  readonly protocol: Protocol;
}

/** What one app is told at its start: who it is, and where it takes orders. */
export interface AppSettings {
  readonly pod: string;
  readonly namespace: string;
  readonly service: string;
  readonly version: string;
  readonly ports: PortSettings[];
  /** Unix socket for the orders of the test (see orders.ts). */
  readonly socket: string;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Fixed answers by path, for hosts outside the mesh (a key set, say). */
  readonly answers?: Record<string, string>;
}

/** A request to be sent from where the app is. */
export interface Question {
  /** Schemes: http, https, h2c, h2 (TLS), grpc, grpcs, tcp, tls. */
  readonly url: string;
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string;
  /** Connect here, whatever the URL's host resolves to; the host stays in Host and SNI. */
  readonly connect?: string;
  /** Client certificate, PEM. */
  readonly cert?: string;
  readonly key?: string;
  /** Trusted certificate, PEM; without it the server's certificate is not verified. */
  readonly ca?: string;
  readonly timeout?: number;
  /** HTTP/1.1 only: over connections that are used again, as browsers do. */
  readonly keepAlive?: boolean;
}

/** What came back: a status, or why there is none. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string | string[] | undefined>;
  readonly body?: string;
  /** `ECONNRESET`, `ECONNREFUSED`, `TIMEOUT`, `TLS: …`: no answer was received. */
  readonly error?: string;
  readonly grpcStatus?: number;
  /** Milliseconds from asking to the end of the answer. */
  readonly took: number;
}

/** What the app does to requests that do not say what they want by header. */
export interface Behaviour {
  readonly status?: number;
  readonly delay?: number;
  readonly reset?: boolean;
}
