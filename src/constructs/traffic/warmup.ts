import { type Duration } from 'cdk8s';
import type { Warmup } from '../../model/traffic';
import { fail } from '../../support/errors';
import { checkPercent } from '../../support/number';
import { checkSpanText } from '../../support/time-span';

/**
 * How new endpoints get their full share of requests little by little. For `LoadBalancer.leastRequest()` and `roundRobin()`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#WarmupConfiguration
 */
export interface WarmupProps {
  /**
   * How long it takes, at least 1 ms.
   */
  readonly duration: Duration;

  /**
   * The share they begin with, 0 to 100 percent of their full one.
   *
   * @default 10
   */
  readonly minimumPercent?: number;

  /**
   * How the share grows. 1 is evenly, and more makes it grow faster at the end. Above 0.
   *
   * @default 1
   */
  readonly aggression?: number;
}

/** @internal */
export function _warmup(props: WarmupProps): Warmup {
  const { minimumPercent, aggression } = props;
  if (aggression !== undefined && !(Number.isFinite(aggression) && aggression > 0)) {
    fail(undefined, 'MSH011', { what: 'aggression is out of range', got: aggression, allowed: 'numbers above 0' });
  }
  return {
    duration: checkSpanText(props.duration, 'the duration of the warmup'),
    ...(minimumPercent === undefined ? {} : { minimumPercent: checkPercent(minimumPercent, 'minimumPercent') }),
    ...(aggression === undefined ? {} : { aggression }),
  };
}
