import { IncomingHttpHeaders } from 'node:http';
import { AppSettings } from './settings';

/** What the app tells about a request it has received. */
export interface Reply {
  readonly pod: string;
  readonly namespace: string;
  readonly service: string;
  readonly version: string;
  readonly port: number;
  readonly protocol: string;
  readonly method: string;
  readonly authority: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** SPIFFE identity of the caller as this pod's proxy verified it; absent without mutual TLS. */
  readonly client?: string;
  readonly attempt: number;
  readonly body?: string;
}

export function identity(settings: AppSettings): Pick<Reply, 'pod' | 'namespace' | 'service' | 'version'> {
  return { pod: settings.pod, namespace: settings.namespace, service: settings.service, version: settings.version };
}

/** The last element of x-forwarded-client-cert is the nearest hop's; a sidecar sets it itself, so nobody can forge it. */
export function verifiedClient(headers: IncomingHttpHeaders): string | undefined {
  const last = String(headers['x-forwarded-client-cert'] ?? '').split(',').pop()!;
  return /(?:^|;)URI=([^;,]+)/.exec(last)?.[1];
}
