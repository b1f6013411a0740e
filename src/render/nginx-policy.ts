import { given } from './given';
import { required } from './internal';
import type { Edge, EdgeHost } from '../model/edge';
import { type EdgeRateLimit, LIMIT_ZONE_MEGABYTES, TOO_MANY_REQUESTS } from '../model/nginx';

/** Verified always, and by the name of the host; the secret of the authorities is of type `nginx.org/ca`. */
export interface EgressMtlsSpec {
  readonly egressMTLS: {
    readonly trustedCertSecret: string;
    readonly tlsSecret?: string;
    readonly verifyServer: true;
    readonly verifyDepth: number;
    readonly serverName: true;
    readonly sslName: string;
    readonly protocols: string;
  };
}

export interface RateLimitSpec {
  readonly rateLimit: {
    readonly rate: string;
    readonly key: string;
    readonly zoneSize: string;
    readonly burst: number;
    readonly noDelay: true;
    readonly rejectCode: number;
  };
}

/**
 * TLS to the gateway: `tls.enable` of an upstream alone verifies nothing.
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/policy-resource/#egressmtls
 */
export function renderEgressMtls(edge: Edge, { hop }: EdgeHost): EgressMtlsSpec {
  return {
    egressMTLS: given({
      trustedCertSecret: required(edge.caCertificate, `authorities for ${edge.key}`),
      tlsSecret: hop.tls === 'MUTUAL' ? required(edge.clientCertificate, `client certificate for ${edge.key}`) : undefined,
      verifyServer: true,
      // the server's certificate may be signed by way of two others
      verifyDepth: 3,
      serverName: true,
      sslName: hop.serverName,
      protocols: 'TLSv1.2 TLSv1.3',
    } as const),
  };
}

/** @see https://docs.nginx.com/nginx-ingress-controller/configuration/policy-resource/#ratelimit */
export function renderNginxRateLimit(limit: EdgeRateLimit): RateLimitSpec {
  return {
    rateLimit: {
      rate: nginxRate(limit), key: '${binary_remote_addr}', zoneSize: `${LIMIT_ZONE_MEGABYTES}M`, burst: limit.burst, noDelay: true, rejectCode: TOO_MANY_REQUESTS,
    },
  };
}

/** As NGINX writes it. */
export function nginxRate({ requests, unit }: EdgeRateLimit): string {
  return `${requests}r/${unit === 'second' ? 's' : 'm'}`;
}
