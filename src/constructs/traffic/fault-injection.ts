import { type Duration } from 'cdk8s';
import type { Fault } from '../../model/traffic';
import { checkExactlyOne, checkSomething, checkWord } from '../../support/closed-set';
import { checkStatus } from '../../support/http-status';
import { checkShare } from '../../support/number';
import { checkReason } from '../../support/reason';
import { checkSpan } from '../../support/time-span';

/**
 * Statuses of gRPC that say that something went wrong.
 *
 * @see https://grpc.io/docs/guides/status-codes/
 */
export enum GrpcStatus {
  /** The caller gave up. */
  CANCELLED = 'CANCELLED',
  /** Nothing is known about the cause. */
  UNKNOWN = 'UNKNOWN',
  /** The request makes no sense, whatever the state. */
  INVALID_ARGUMENT = 'INVALID_ARGUMENT',
  /** It took too long. */
  DEADLINE_EXCEEDED = 'DEADLINE_EXCEEDED',
  /** What was asked for does not exist. */
  NOT_FOUND = 'NOT_FOUND',
  /** What was to be made exists. */
  ALREADY_EXISTS = 'ALREADY_EXISTS',
  /** The caller may not do this. */
  PERMISSION_DENIED = 'PERMISSION_DENIED',
  /** A quota or a resource is used up. */
  RESOURCE_EXHAUSTED = 'RESOURCE_EXHAUSTED',
  /** The state does not allow it now. */
  FAILED_PRECONDITION = 'FAILED_PRECONDITION',
  /** It collided with something else. */
  ABORTED = 'ABORTED',
  /** Past the valid range. */
  OUT_OF_RANGE = 'OUT_OF_RANGE',
  /** The method does not exist. */
  UNIMPLEMENTED = 'UNIMPLEMENTED',
  /** Something is broken inside. */
  INTERNAL = 'INTERNAL',
  /** The service cannot be reached now. */
  UNAVAILABLE = 'UNAVAILABLE',
  /** Data is lost. */
  DATA_LOSS = 'DATA_LOSS',
  /** It is not known who the caller is. */
  UNAUTHENTICATED = 'UNAUTHENTICATED',
}

/**
 * A delay: requests wait before they go on.
 */
export interface FaultDelay {
  /**
   * How long, at least 1 ms.
   */
  readonly fixedDelay: Duration;

  /**
   * The share of requests that wait, in percent: 0.0001 to 100.
   */
  readonly percentage: number;
}

/**
 * A failure: requests are answered with an error instead of being sent.
 */
export interface FaultAbort {
  /**
   * Status of the answer, 200 to 599.
   *
   * @default - none; give this or `grpcStatus`
   */
  readonly httpStatus?: number;

  /**
   * Status of the answer of a gRPC service.
   *
   * @default - none; give this or `httpStatus`
   */
  readonly grpcStatus?: GrpcStatus;

  /**
   * The share of requests that fail, in percent: 0.0001 to 100.
   */
  readonly percentage: number;
}

/**
 * What goes wrong, and why it is made to.
 */
export interface FaultInjectionOptions {
  /**
   * Requests that wait.
   *
   * @default - none; give this, `abort` or both
   */
  readonly delay?: FaultDelay;

  /**
   * Requests that fail.
   *
   * @default - none; give this, `delay` or both
   */
  readonly abort?: FaultAbort;

  /**
   * Why requests are made to fail here. It is written on the VirtualService, for whoever looks for the cause.
   */
  readonly reason: string;
}

/**
 * Makes requests slow or fail, to see whether their callers cope. The callers' proxies do it: retries and timeouts of the same route do
 * not apply to what they do.
 *
 * @example
 *
 * FaultInjection.of({
 *   delay: { fixedDelay: Duration.seconds(5), percentage: 10 },
 *   abort: { httpStatus: 503, percentage: 0.1 },
 *   reason: 'game day: does the checkout cope with slow payments?',
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection
 */
export class FaultInjection {
  /**
   * Delays, failures or both. Where both are given they are drawn independently.
   *
   * Throws MSH012 for a bad percentage; MSH013 for a bad duration; MSH014 with neither delay nor abort; MSH016 unless an abort has exactly
   * one status; MSH024 for a bad status; MSH053 without a reason.
   *
   * @param options What goes wrong, and why it is made to.
   */
  public static of(options: FaultInjectionOptions): FaultInjection {
    const { delay, abort } = options;
    checkSomething({ delay, abort }, 'the fault', 'give delay or abort, or leave out the fault');
    return new FaultInjection({
      ...(delay === undefined ? {} : {
        delay: { fixedDelayMs: checkSpan(delay.fixedDelay, 'fixedDelay'), percentage: checkShare(delay.percentage, 'the percentage of the delay') },
      }),
      ...(abort === undefined ? {} : { abort: abortOf(abort) }),
      reason: checkReason(undefined, options.reason, 'making requests fail'),
    });
  }

  private constructor(
    /** @internal */
    public readonly _fault: Fault,
  ) {}
}

function abortOf({ httpStatus, grpcStatus, percentage }: FaultAbort): Fault['abort'] {
  checkExactlyOne({ httpStatus, grpcStatus }, 'an abort');
  return {
    ...(httpStatus === undefined ? {} : { httpStatus: checkStatus(httpStatus, 'httpStatus') }),
    ...(grpcStatus === undefined ? {} : { grpcStatus: checkWord(grpcStatus, Object.values(GrpcStatus), 'status') }),
    percentage: checkShare(percentage, 'the percentage of the abort'),
  };
}
