import { type Duration } from 'cdk8s';
import type { Route, RouteTarget, WeightedVersion } from '../../model/route';
import type { Service } from '../../model/service';
import { sortedBy } from '../../support/compare';
import { checkDnsLabel } from '../../support/dns-name';
import { fail, type Placed } from '../../support/errors';
import { checkWhole, INT32 } from '../../support/number';
import { checkSpan } from '../../support/time-span';
import { type CorsPolicy } from '../traffic/cors-policy';
import { type DirectResponse } from '../traffic/direct-response';
import { type FaultInjection } from '../traffic/fault-injection';
import { type HeaderChanges } from '../traffic/header-changes';
import { type Redirect } from '../traffic/redirect';
import { type RetryPolicy } from '../traffic/retry-policy';
import { type Rewrite } from '../traffic/rewrite';
import { type RouteMatch } from '../traffic/route-match';
import { type TrafficMirror } from '../traffic/traffic-mirror';

/**
 * Which requests a route takes, where they go, and what happens to them on the way.
 */
export interface RouteOptions {
  /**
   * The requests it takes.
   *
   * @default - every request that no other route takes
   */
  readonly match?: RouteMatch;

  /**
   * The version that gets the requests. Not together with `split`, `redirect` or `directResponse`.
   *
   * @default - the service's default version, or what a release makes of it
   */
  readonly version?: string;

  /**
   * The versions that get the requests, each with its share in percent. The shares sum to 100.
   *
   * @default - see `version`
   */
  readonly split?: { [version: string]: number };

  /**
   * Clients are sent elsewhere.
   *
   * @default - they reach the service
   */
  readonly redirect?: Redirect;

  /**
   * The proxy answers by itself.
   *
   * @default - they reach the service
   */
  readonly directResponse?: DirectResponse;

  /**
   * Longest time a request may take, retries included. 0: no limit.
   *
   * @default - the service's
   */
  readonly timeout?: Duration;

  /**
   * When a request is tried again.
   *
   * @default - the service's
   */
  readonly retries?: RetryPolicy;

  /**
   * Faults to test callers with. They come before the timeout, which does not count an injected delay, and before retries, which an
   * injected failure gets none of.
   *
   * @default - none
   */
  readonly fault?: FaultInjection;

  /**
   * Another version gets copies of the requests, and its answers are dropped.
   *
   * @default - none
   */
  readonly mirror?: TrafficMirror;

  /**
   * Which web pages of other origins may call.
   *
   * @default - none
   */
  readonly cors?: CorsPolicy;

  /**
   * Headers added, set or removed on the way.
   *
   * @default - none
   */
  readonly headerChanges?: HeaderChanges;

  /**
   * What the service receives instead of the path or host that was asked for. Policies see what the service receives.
   *
   * @default - unchanged
   */
  readonly rewrite?: Rewrite;

  /**
   * Which route is tried first: higher before lower, and among equals the more specific. The order of declaration never counts.
   *
   * @default 0
   */
  readonly priority?: number;
}

/** The fact behind `service.route(id, …)`. */
export function routeOf(at: Placed, service: Service, id: string, options: RouteOptions): Route {
  return {
    id: checkDnsLabel(id, 'route', at),
    service: service.key,
    match: options.match?._match ?? {},
    priority: priorityOf(at, options.priority),
    target: targetOf(at, options),
    timeoutMs: timeoutOf(at, options.timeout),
    retries: options.retries?._policy,
    fault: options.fault?._fault,
    mirror: options.mirror?._mirror,
    cors: options.cors?._policy,
    headers: options.headerChanges?._changes,
    rewrite: options.rewrite?._rewrite,
    origin: { path: at.node.path, call: `route(${id})` },
  };
}

/** Shares by version, ordered; whether they sum to 100 and whether the versions exist is checked with the whole. */
export function sharesOf(at: Placed, split: Readonly<Record<string, number>>): WeightedVersion[] {
  const shares = sortedBy(Object.entries(split), ([version]) => version).map(([version, weight]) => ({ version, weight }));
  if (shares.length === 0) fail(at, 'MSH001', { what: '`split` is empty', got: {}, fix: 'name versions with their shares: { v1: 90, v2: 10 }' });
  return shares;
}

function targetOf(at: Placed, { version, split, redirect, directResponse }: RouteOptions): RouteTarget {
  const given = Object.entries({ version, split, redirect, directResponse }).filter(([, value]) => value !== undefined).map(([name]) => name);
  if (given.length > 1) fail(at, 'MSH072', { what: 'a route goes to one place', got: given, allowed: 'one of version, split, redirect, directResponse' });
  if (version !== undefined) return { kind: 'split', versions: [{ version, weight: 100 }] };
  if (split !== undefined) return { kind: 'split', versions: sharesOf(at, split) };
  if (redirect !== undefined) return { kind: 'redirect', redirect: redirect._redirect };
  if (directResponse !== undefined) return { kind: 'directResponse', response: directResponse._response };
  return { kind: 'default' };
}

/** Undefined: the service's; 0: no limit. */
export function timeoutOf(at: Placed, timeout: Duration | undefined): number | undefined {
  return timeout === undefined ? undefined : checkSpan(timeout, 'timeout', { zero: true }, at);
}

export function priorityOf(at: Placed, priority: number | undefined): number {
  return priority === undefined ? 0 : checkWhole(priority, 'priority', -INT32, INT32, undefined, at);
}
