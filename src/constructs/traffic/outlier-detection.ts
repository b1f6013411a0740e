import { type Duration } from 'cdk8s';
import type { OutlierDetection } from '../../model/traffic';
import { checkSomething } from '../../support/closed-set';
import { fail } from '../../support/errors';
import { checkPercent, checkWhole, INT32 } from '../../support/number';
import { checkSpanText } from '../../support/time-span';

/**
 * When endpoints that fail get no requests for a while. Each proxy of a caller judges by what it sees itself.
 *
 * @example
 *
 * new MeshService(shop, 'catalog', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/catalog:1.2.0' }),
 *   outlierDetection: { consecutive5xxErrors: 3, baseEjectionTime: Duration.minutes(1), maxEjectionPercent: 50 },
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection
 */
export interface OutlierDetectionProps {
  /**
   * After how many 5xx answers in a row an endpoint is ejected. A connection that fails or times out counts too. 0: never for that.
   *
   * @default 5
   */
  readonly consecutive5xxErrors?: number;

  /**
   * After how many answers 502, 503 or 504 in a row an endpoint is ejected. They count as 5xx too, so it must be below
   * `consecutive5xxErrors`, or that must be 0.
   *
   * @default 0 - never for that
   */
  readonly consecutiveGatewayErrors?: number;

  /**
   * Whether connections that fail are counted apart from what the endpoint answers.
   *
   * @default false
   */
  readonly splitExternalLocalOriginErrors?: boolean;

  /**
   * After how many failed connections in a row an endpoint is ejected. Needs `splitExternalLocalOriginErrors`.
   *
   * @default 5 - where they are counted apart
   */
  readonly consecutiveLocalOriginFailures?: number;

  /**
   * Time between looking for endpoints to eject, at least 1 ms.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * How long an endpoint is ejected the first time, at least 1 ms. The second time it is twice as long, and so on.
   *
   * @default Duration.seconds(30)
   */
  readonly baseEjectionTime?: Duration;

  /**
   * How many percent of the endpoints may be ejected at a time, 0 to 100. Parts of an endpoint do not count: 30 percent of three
   * endpoints is none of them, and 50 percent of one is none.
   *
   * @default 50 - for a service; for a version, the service's
   */
  readonly maxEjectionPercent?: number;

  /**
   * Below how many percent of healthy endpoints nothing is ejected any more, 0 to 100. When it is set, Istio 1.31 no longer tells
   * proxies of endpoints that are not ready: for a service with few pods it is better left out.
   *
   * @default 0
   */
  readonly minHealthPercent?: number;
}

/** Istio's, where none is given. */
const CONSECUTIVE_5XX = 5;

/** @internal */
export function _outlierDetection(props: OutlierDetectionProps): OutlierDetection {
  checkSomething(props, 'outlierDetection', 'give a limit, or leave it out');
  const detection = {
    ...count('consecutive5xxErrors', props.consecutive5xxErrors),
    ...count('consecutiveGatewayErrors', props.consecutiveGatewayErrors),
    ...(props.splitExternalLocalOriginErrors === undefined ? {} : { splitExternalLocalOriginErrors: props.splitExternalLocalOriginErrors }),
    ...count('consecutiveLocalOriginFailures', props.consecutiveLocalOriginFailures),
    ...(props.interval === undefined ? {} : { interval: checkSpanText(props.interval, 'interval') }),
    ...(props.baseEjectionTime === undefined ? {} : { baseEjectionTime: checkSpanText(props.baseEjectionTime, 'baseEjectionTime') }),
    ...percent('maxEjectionPercent', props.maxEjectionPercent),
    ...percent('minHealthPercent', props.minHealthPercent),
  };
  refuseWithoutEffect(props);
  return detection;
}

function refuseWithoutEffect(props: OutlierDetectionProps): void {
  const all = props.consecutive5xxErrors ?? CONSECUTIVE_5XX;
  const gateway = props.consecutiveGatewayErrors ?? 0;
  if (all > 0 && gateway >= all) {
    fail(undefined, 'MSH028', {
      what: `consecutiveGatewayErrors has no effect: such errors count as 5xx, of which ${all} are enough`,
      got: gateway,
      fix: `set it below ${all}, or consecutive5xxErrors to 0`,
    });
  }
  if ((props.consecutiveLocalOriginFailures ?? 0) > 0 && props.splitExternalLocalOriginErrors !== true) {
    fail(undefined, 'MSH028', {
      what: 'consecutiveLocalOriginFailures has no effect while failed connections are not counted apart',
      got: props.consecutiveLocalOriginFailures,
      fix: 'set splitExternalLocalOriginErrors to true',
    });
  }
}

function count<Name extends string>(name: Name, value: number | undefined): { [Key in Name]?: number } {
  return value === undefined ? {} : { [name]: checkWhole(value, name, 0, INT32) } as { [Key in Name]?: number };
}

function percent<Name extends string>(name: Name, value: number | undefined): { [Key in Name]?: number } {
  return value === undefined ? {} : { [name]: checkPercent(value, name) } as { [Key in Name]?: number };
}
