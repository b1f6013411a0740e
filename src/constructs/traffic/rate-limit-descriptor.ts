import type { RateLimitKey } from '../../model/rate-limit';
import { checkHeaderName } from '../../support/http-header';
import { checkClaimPath } from '../security/claim-match';

/**
 * By what requests are counted apart: each value has a limit of its own. Requests that have none are counted together, so that leaving it out
 * is no way around the limit.
 *
 * @example
 *
 * orders.rateLimit(RateLimit.local({
 *   requests: 10,
 *   per: RateLimitUnit.SECOND,
 *   descriptors: [RateLimitDescriptor.header('x-api-key')],
 * }));
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/rate_limit_filter
 */
export class RateLimitDescriptor {
  /**
   * By the value of a header. Clients choose what they send: who sends ever new values has ever new limits, so count by what somebody has checked.
   *
   * Throws MSH020 or MSH021 for a bad name.
   *
   * @param name Name of the header, in upper or lower case.
   */
  public static header(name: string): RateLimitDescriptor {
    return new RateLimitDescriptor({ kind: 'header', name: checkHeaderName(name, 'the header') });
  }

  /**
   * By a claim of the token, which is a text: lists, numbers and nested objects count as none. Only where a token is required.
   *
   * Throws MSH009 for a blank text.
   *
   * @param claim Name of the claim at the top of the token, such as `sub`.
   */
  public static claim(claim: string): RateLimitDescriptor {
    return RateLimitDescriptor.nestedClaim([claim]);
  }

  /**
   * As `claim`, for a claim inside of others.
   *
   * Throws MSH001 for an empty list; MSH009 for a blank text.
   *
   * @param path Names from the outside to the inside: `['realm_access', 'tenant']` is `tenant` in `realm_access`.
   */
  public static nestedClaim(path: string[]): RateLimitDescriptor {
    return new RateLimitDescriptor({ kind: 'claim', path: checkClaimPath(path) });
  }

  private constructor(
    /** @internal */
    public readonly _key: RateLimitKey,
  ) {}
}
