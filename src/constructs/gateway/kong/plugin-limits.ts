import { type Size } from 'cdk8s';
import { KongLimitBy } from './limit-by';
import { KongRateStore } from './rate-store';
import { kongPlugin, type KongPlugin } from '../../../model/kong';
import { checkCidr } from '../../../support/cidr';
import { checkList, checkSomething } from '../../../support/closed-set';
import { sortedSet } from '../../../support/compare';
import { fail } from '../../../support/errors';
import { checkWhole, INT32 } from '../../../support/number';
import { checkReason } from '../../../support/reason';

/**
 * How many requests are let through. What is above is answered with 429, and every answer says what is left.
 */
export interface KongRateLimitOptions {
  /**
   * Requests in a second.
   *
   * @default - no limit for a second
   */
  readonly second?: number;

  /**
   * Requests in a minute.
   *
   * @default - no limit for a minute
   */
  readonly minute?: number;

  /**
   * Requests in an hour.
   *
   * @default - no limit for an hour
   */
  readonly hour?: number;

  /**
   * Requests in a day.
   *
   * @default - no limit for a day
   */
  readonly day?: number;

  /**
   * Requests in a month.
   *
   * @default - no limit for a month
   */
  readonly month?: number;

  /**
   * Requests in a year.
   *
   * @default - no limit for a year
   */
  readonly year?: number;

  /**
   * What is counted together.
   *
   * @default - `KongLimitBy.consumer()`
   */
  readonly limitBy?: KongLimitBy;

  /**
   * Where it is counted.
   *
   * @default - `KongRateStore.local()`: each pod of Kong counts for itself
   */
  readonly store?: KongRateStore;

  /**
   * Why requests may pass uncounted while the store cannot be reached.
   *
   * @default - they may not: they are answered with 500
   */
  readonly failOpenReason?: string;
}

/**
 * Which client addresses are let through. Kong must know which proxies before it to believe (`KONG_TRUSTED_IPS`).
 */
export interface KongIpRestrictionOptions {
  /**
   * Addresses or ranges that may call, and no others.
   *
   * @default - all that are not denied
   */
  readonly allow?: string[];

  /**
   * Addresses or ranges that may not.
   *
   * @default - none
   */
  readonly deny?: string[];
}

const PERIODS = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;

export function rateLimitingOf(options: KongRateLimitOptions): KongPlugin {
  const { limitBy = KongLimitBy.consumer(), store = KongRateStore.local() } = options;
  const limits = Object.fromEntries(PERIODS.flatMap((period) => {
    const limit = options[period];
    return limit === undefined ? [] : [[period, checkWhole(limit, `\`${period}\``, 1, INT32)]];
  }));
  checkSomething(limits, 'the rate limit', `give ${PERIODS.join(', ')} or several of them`);
  checkGrowing(limits);
  const failOpen = options.failOpenReason === undefined ? [] : [checkReason(undefined, options.failOpenReason, 'a limit that lets everything pass while its store is away')];
  const config = {
    ...limits,
    ...limitBy._config,
    policy: store._policy,
    ...(store._redis && { redis: store._redis }),
    fault_tolerant: failOpen.length > 0,
    error_code: 429,
    hide_client_headers: false,
  };
  return kongPlugin('rate-limiting', config, {
    secrets: store._secrets,
    reasons: [...store._reasons, ...failOpen],
    withoutDatabase: store._policy === 'cluster' ? 'KongRateStore.redis(…) counts for all pods together, KongRateStore.local() for each' : undefined,
    asksForConsumers: limitBy._asksForConsumers,
    restrictable: true,
  });
}

/** Kong refuses a longer period with a smaller number, which would make the shorter one meaningless. */
function checkGrowing(limits: Readonly<Record<string, number>>): void {
  const given = Object.entries(limits);
  given.forEach(([period, limit], index) => {
    const [shorter, above] = given.slice(0, index).find(([, other]) => other > limit) ?? [];
    if (shorter === undefined) return;
    fail(undefined, 'MSH433', { what: `fewer requests are allowed in a ${period} than in a ${shorter}`, got: { [shorter]: above, [period]: limit }, fix: `raise \`${period}\`, or leave \`${shorter}\` out` });
  });
}

export function requestSizeLimitingOf(largest: Size): KongPlugin {
  const bytes = typeof largest?.toKibibytes === 'function' ? largest.toKibibytes() * 1024 : NaN;
  return kongPlugin('request-size-limiting', { allowed_payload_size: checkWhole(bytes, 'the size of a request', 1, INT32), size_unit: 'bytes', require_content_length: false }, { restrictable: true });
}

export function ipRestrictionOf({ allow, deny }: KongIpRestrictionOptions): KongPlugin {
  checkSomething({ allow, deny }, 'the restriction', 'name addresses that may call, or that may not');
  const ranges = (given: readonly string[], what: string) => sortedSet(checkList(given, what, 'name addresses, or leave it out').map((range) => checkCidr(range)));
  return kongPlugin('ip-restriction', { ...(allow && { allow: ranges(allow, 'allow') }), ...(deny && { deny: ranges(deny, 'deny') }), status: 403 }, { restrictable: true });
}
