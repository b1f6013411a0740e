import type { EdgeRateLimit as EdgeRateLimitFact } from '../../model/nginx';
import { checkWhole } from '../../support/number';

/**
 * Options of a limit.
 */
export interface EdgeRateLimitOptions {
  /**
   * How many requests may come at once above the rate. They are served without delay.
   *
   * @default - as many as the rate allows in its second or minute
   */
  readonly burst?: number;
}

/**
 * How many requests of one client address an edge lets through; what is above it is answered with 429.
 *
 * Each replica of the edge counts for itself: three replicas let through up to three times as much.
 *
 * @example
 *
 * new NginxEdge(chart, 'nginx', {
 *   gateway: new MeshGateway(shop, 'web', { hosts: ['www.example.com'], tls: GatewayTls.simple('web-tls') }),
 *   caCertificate: 'web-ca',
 *   tls: EdgeTls.secret('public-tls'),
 *   rateLimit: EdgeRateLimit.perSecond(20, { burst: 40 }),
 * });
 *
 * @see https://nginx.org/en/docs/http/ngx_http_limit_req_module.html
 */
export class EdgeRateLimit {
  /**
   * A limit for each second.
   *
   * Throws MSH011 for a number out of range.
   *
   * @param requests Requests in a second, 1 to 100000.
   * @param options How many may come at once.
   */
  public static perSecond(requests: number, options: EdgeRateLimitOptions = {}): EdgeRateLimit {
    return new EdgeRateLimit(limitOf('second', requests, options));
  }

  /**
   * A limit for each minute.
   *
   * Throws MSH011 for a number out of range.
   *
   * @param requests Requests in a minute, 1 to 100000.
   * @param options How many may come at once.
   */
  public static perMinute(requests: number, options: EdgeRateLimitOptions = {}): EdgeRateLimit {
    return new EdgeRateLimit(limitOf('minute', requests, options));
  }

  private constructor(
    /** @internal */
    public readonly _limit: EdgeRateLimitFact,
  ) {}
}

const MOST = 100_000;

function limitOf(unit: EdgeRateLimitFact['unit'], requests: number, { burst = requests }: EdgeRateLimitOptions): EdgeRateLimitFact {
  return { unit, requests: checkWhole(requests, 'requests', 1, MOST), burst: checkWhole(burst, 'burst', 1, MOST) };
}
