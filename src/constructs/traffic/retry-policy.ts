import { type Duration } from 'cdk8s';
import type { RetryPolicy as RetryPolicyFact } from '../../model/traffic';
import { checkList, checkWord } from '../../support/closed-set';
import { sortedSet } from '../../support/compare';
import { fail } from '../../support/errors';
import { checkWhole } from '../../support/number';
import { checkReason } from '../../support/reason';
import { UNSENT } from '../../support/retry-conditions';
import { checkSpan } from '../../support/time-span';

/**
 * When a request is tried again. Only three of them are sure that the service did not begin to process it: `CONNECT_FAILURE`,
 * `REFUSED_STREAM` and `RESET_BEFORE_REQUEST`.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-retry-on
 */
export enum RetryOn {
  /** The answer is any 5xx, or there was none. */
  FIVE_XX = '5xx',

  /** The answer is 502, 503 or 504. */
  GATEWAY_ERROR = 'gateway-error',

  /** The connection broke, or there was no answer in time. */
  RESET = 'reset',

  /** The connection broke before the request was sent. */
  RESET_BEFORE_REQUEST = 'reset-before-request',

  /** No connection could be made. */
  CONNECT_FAILURE = 'connect-failure',

  /** The answer is 409. */
  RETRIABLE_4XX = 'retriable-4xx',

  /** The service refused the HTTP/2 stream, which it does before processing anything. */
  REFUSED_STREAM = 'refused-stream',

  /** The gRPC status is CANCELLED. */
  CANCELLED = 'cancelled',

  /** The gRPC status is DEADLINE_EXCEEDED. */
  DEADLINE_EXCEEDED = 'deadline-exceeded',

  /** The gRPC status is INTERNAL. */
  INTERNAL = 'internal',

  /** The gRPC status is RESOURCE_EXHAUSTED. */
  RESOURCE_EXHAUSTED = 'resource-exhausted',

  /** The gRPC status is UNAVAILABLE. */
  UNAVAILABLE = 'unavailable',
}

/**
 * How often a request is tried again.
 */
export interface SafeRetryOptions {
  /**
   * How often it is tried again, 1 to 10: with 3, a request is sent four times at most. Every proxy on the way multiplies it.
   */
  readonly attempts: number;

  /**
   * How long each try may take, the first one too. All tries and the pauses between them must fit into the timeout of the route.
   *
   * @default - the timeout of the route
   */
  readonly perTryTimeout?: Duration;
}

/**
 * How often, and when, a request is tried again that the service may have processed.
 */
export interface RetryOptions extends SafeRetryOptions {
  /**
   * When it is tried again, besides the three conditions that are always safe.
   *
   * @default [RetryOn.GATEWAY_ERROR, RetryOn.RESET]
   */
  readonly retryOn?: RetryOn[];
}

/**
 * How often, when and why requests of every method are tried again.
 */
export interface IdempotentRetryOptions extends RetryOptions {
  /**
   * Why every request to this service, POST included, may be processed twice without harm. It is written on the VirtualService.
   */
  readonly reason: string;
}

/** Under which a request is tried again that may have been processed. */
export function unsureConditions({ attempts, retryOn, retryIdempotentOn }: RetryPolicyFact): string[] {
  return attempts === 0 ? [] : sortedSet([...retryOn, ...retryIdempotentOn]).filter((condition) => !UNSENT.includes(condition));
}

const UNSURE: RetryOn[] = [RetryOn.GATEWAY_ERROR, RetryOn.RESET];

/**
 * Whether and when requests are tried again.
 *
 * A broken connection or a 503 does not tell whether the service had already done what it was asked for. Trying such a request again
 * may order, pay or send twice. So the policies differ in what they take for granted about the requests.
 *
 * @example
 *
 * // GET, HEAD, OPTIONS, PUT and DELETE also after a 502, 503 or 504; POST and PATCH only where nothing was processed
 * RetryPolicy.byMethod({ attempts: 2, perTryTimeout: Duration.seconds(1), retryOn: [RetryOn.GATEWAY_ERROR] });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry
 */
export class RetryPolicy {
  /**
   * Never tries a request again. Without a policy of its own, Istio would try it again twice.
   */
  public static none(): RetryPolicy {
    return new RetryPolicy({ attempts: 0, retryOn: [], retryIdempotentOn: [] });
  }

  /**
   * Tries a request again only where the service surely has not begun to process it: no connection, refused, or broken before it was sent.
   * Right for every method and every service, so there is nothing more to choose.
   *
   * Throws MSH011 when `attempts` is not 1 to 10; MSH013 for a bad duration.
   *
   * @param options How often, and how long each try may take.
   */
  public static safe(options: SafeRetryOptions): RetryPolicy {
    return new RetryPolicy({ ...tries(options), retryOn: UNSENT, retryIdempotentOn: [] });
  }

  /**
   * As `safe`, and for GET, HEAD, OPTIONS, PUT and DELETE on further conditions too. Those methods are defined to have the same effect
   * once or twice. POST and PATCH are tried again only where it is safe.
   *
   * Throws MSH001 for an empty list; MSH011 when `attempts` is not 1 to 10; MSH013 for a bad duration; MSH028 when `retryOn` adds nothing
   * to `safe`.
   *
   * @param options How often, how long each try may take, and on which further conditions.
   */
  public static byMethod(options: RetryOptions): RetryPolicy {
    const further = conditions(options.retryOn).filter((condition) => !UNSENT.includes(condition));
    if (further.length === 0) {
      fail(undefined, 'MSH028', { what: 'retryOn has only conditions that are safe for every method', got: options.retryOn, fix: 'use RetryPolicy.safe()' });
    }
    return new RetryPolicy({ ...tries(options), retryOn: UNSENT, retryIdempotentOn: further });
  }

  /**
   * As `byMethod`, but on the further conditions for every method, POST too. For services of which every request may be processed twice
   * without harm, for example because requests carry a key by which repetitions are found.
   *
   * Throws MSH001 for an empty list; MSH011 when `attempts` is not 1 to 10; MSH013 for a bad duration; MSH053 without a reason.
   *
   * @param options How often, how long each try may take, on which further conditions, and why that does no harm.
   */
  public static idempotent(options: IdempotentRetryOptions): RetryPolicy {
    const reason = checkReason(undefined, options.reason, 'trying requests of every method again');
    return new RetryPolicy({ ...tries(options), retryOn: sortedSet([...UNSENT, ...conditions(options.retryOn)]), retryIdempotentOn: [], reason });
  }

  private constructor(
    /** @internal */
    public readonly _policy: RetryPolicyFact,
  ) {}
}

function tries(options: SafeRetryOptions): { attempts: number; perTryTimeoutMs?: number } {
  const attempts = checkWhole(options.attempts, 'attempts', 1, 10, options.attempts === 0 ? 'use RetryPolicy.none()' : undefined);
  return options.perTryTimeout === undefined ? { attempts } : { attempts, perTryTimeoutMs: checkSpan(options.perTryTimeout, 'perTryTimeout') };
}

function conditions(given: RetryOn[] = UNSURE): string[] {
  const known = checkList(given, 'retryOn', 'name a condition, or leave it out');
  return sortedSet(known.map((condition) => checkWord(condition, Object.values(RetryOn), 'condition')));
}
