import { type RateLimitDescriptor } from './rate-limit-descriptor';
import { type RateLimitService } from './rate-limit-service';
import { type RouteMatch } from './route-match';
import { nameOf, type RateLimitRule } from '../../model/rate-limit';
import { checkList, checkOnce, checkWord } from '../../support/closed-set';
import { canonical, sortedBy } from '../../support/compare';
import { fail } from '../../support/errors';
import { checkWhole, INT32 } from '../../support/number';

/**
 * The time in which requests are counted.
 */
export enum RateLimitUnit {
  /** A second. */
  SECOND = 'SECOND',
  /** 60 seconds. */
  MINUTE = 'MINUTE',
  /** 60 minutes. */
  HOUR = 'HOUR',
  /** 24 hours. */
  DAY = 'DAY',
}

/**
 * How many requests all proxies together let through.
 */
export interface GlobalRateLimitOptions {
  /**
   * Requests in a unit of time, 1 to 2147483647.
   */
  readonly requests: number;

  /**
   * The unit of time.
   */
  readonly per: RateLimitUnit;

  /**
   * Which requests are counted.
   *
   * @default - all of them
   */
  readonly match?: RouteMatch;

  /**
   * By what they are counted apart, three at most: each combination of values has a limit of its own.
   *
   * @default - nothing: all of them are counted together
   */
  readonly descriptors?: RateLimitDescriptor[];
}

/**
 * How many requests each proxy lets through. They become free evenly: of 60 in a minute, one each second. A proxy remembers 10,000 combinations of
 * what is counted apart.
 */
export interface LocalRateLimitOptions extends GlobalRateLimitOptions {
  /**
   * How many requests may come at once, 1 to 2147483647.
   *
   * @default - as many as the rate allows in its unit
   */
  readonly burst?: number;
}

/**
 * How many requests a service or gateway lets through. What is above is answered with 429 (`RESOURCE_EXHAUSTED` for gRPC) before it reaches the
 * application. Every answer says in `x-ratelimit-limit`, `-remaining` and `-reset` what is left, and a refusal in `retry-after` when to come again.
 *
 * Only requests are counted that would have been let through: whoever lacks a token or may not call is refused before, and browsers are answered
 * before what pages of other origins may do. Several limits hold together.
 *
 * @example
 *
 * payments.rateLimit(RateLimit.local({ requests: 100, per: RateLimitUnit.SECOND, burst: 200 }));
 * payments.rateLimit(RateLimit.local({
 *   requests: 5,
 *   per: RateLimitUnit.MINUTE,
 *   match: RouteMatch.of({ path: PathMatch.exact('/login'), methods: [HttpMethod.POST] }),
 *   descriptors: [RateLimitDescriptor.header('x-device')],
 * }));
 *
 * @see https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/
 */
export class RateLimit {
  /**
   * Counted by each proxy for itself, and for each of its ports: three pods let through up to three times as much. Nothing is asked, so nothing
   * can fail.
   *
   * Throws MSH001 for an empty list; MSH010 for an unknown unit; MSH011 for a number out of range, or more than three descriptors; MSH015 for a
   * descriptor that is given twice.
   *
   * @param options How many, and of what.
   */
  public static local(options: LocalRateLimitOptions): RateLimit {
    return new RateLimit(ruleOf(options, undefined, options.burst), undefined);
  }

  /**
   * Counted by a rate limit service for all proxies together. Each request waits for its answer; in each second, minute, hour or day of the clock the count
   * begins anew.
   *
   * Throws MSH001 for an empty list; MSH010 for an unknown unit; MSH011 for a number out of range, or more than three descriptors; MSH015 for a
   * descriptor that is given twice.
   *
   * @param service Who counts.
   * @param options How many, and of what.
   */
  public static globalBy(service: RateLimitService, options: GlobalRateLimitOptions): RateLimit {
    return new RateLimit(ruleOf(options, service.domain, undefined), service);
  }

  private constructor(
    /** @internal */
    public readonly _rule: RateLimitRule,
    /** @internal */
    public readonly _service: RateLimitService | undefined,
  ) {}
}

function ruleOf(options: GlobalRateLimitOptions, domain: string | undefined, burst: number | undefined): RateLimitRule {
  const requests = checkWhole(options.requests, '`requests`', 1, INT32);
  return {
    requests,
    unit: checkWord(options.per, Object.values(RateLimitUnit), 'unit of a rate limit'),
    burst: checkWhole(burst ?? requests, '`burst`', 1, INT32),
    domain,
    match: options.match?._match ?? {},
    keys: keysOf(options.descriptors),
  };
}

/** Each may be there or not, and every case is a limit of its own for the proxy. */
const MOST_DESCRIPTORS = 3;

function keysOf(descriptors: readonly RateLimitDescriptor[] | undefined): RateLimitRule['keys'] {
  if (descriptors === undefined) return [];
  const keys = sortedBy(checkList(descriptors, 'descriptors', 'name what requests are counted by, or leave it out').map(({ _key }) => _key), canonical);
  checkOnce(keys.map(nameOf), 'a descriptor', 'name it once');
  if (keys.length > MOST_DESCRIPTORS) {
    fail(undefined, 'MSH011', { what: 'too many descriptors', got: keys.length, allowed: `${MOST_DESCRIPTORS} at most`, fix: 'count by fewer things, or by two limits' });
  }
  return keys;
}
