import type { Facts } from './facts';
import { type GatewayKey, httpHosts } from './gateway';
import type { MeshModel } from './model';
import type { Origin } from './origin';
import { named, problem } from './problem';
import { normalized } from './route-match';
import type { ServiceKey } from './service';
import type { RouteMatch } from './traffic';
import { canonical, sortedBy } from '../support/compare';
import type { Problem } from '../support/errors';
import { hostMatches } from '../support/host-pattern';

export const RATE_LIMIT_UNITS = { SECOND: 1, MINUTE: 60, HOUR: 3600, DAY: 86400 } as const;
export type RateLimitUnit = keyof typeof RATE_LIMIT_UNITS;

/** Requests with different values of it are counted apart. */
export type RateLimitKey =
  | { readonly kind: 'header'; readonly name: string }
  /** `['realm_access', 'tenant']` is the claim `tenant` inside of `realm_access`. */
  | { readonly kind: 'claim'; readonly path: readonly string[] };

export type RateLimitSubject =
  | { readonly kind: 'service'; readonly service: ServiceKey }
  | { readonly kind: 'gateway'; readonly gateway: GatewayKey };

/** How many requests pass. */
export interface RateLimitRule {
  readonly requests: number;
  readonly unit: RateLimitUnit;
  /** How many may come at once. */
  readonly burst: number;
  /** Of whoever counts them for all proxies; undefined: each proxy counts for itself. */
  readonly domain: string | undefined;
  /** Which requests are counted. */
  readonly match: RouteMatch;
  /** Ordered, each once. */
  readonly keys: readonly RateLimitKey[];
}

/** What a workload was told. */
export interface RateLimit extends RateLimitRule {
  readonly subject: RateLimitSubject;
  readonly origin: Origin;
}

/** What a proxy calls it. */
export function nameOf(key: RateLimitKey): string {
  return key.kind === 'header' ? `header ${key.name}` : `claim ${key.path.join('.')}`;
}

/** What is limited, without who said it. */
export function ruleOf({ requests, unit, burst, domain, match, keys }: RateLimitRule): RateLimitRule {
  return { requests, unit, burst, domain, match: normalized(match), keys };
}

export function rateLimitProblems(model: MeshModel, { rateLimits }: Pick<Facts, 'rateLimits'>): Problem[] {
  return [...claimsOfNobody(model, rateLimits), ...twoForTheSame(rateLimits), ...requestsOfOthers(model, rateLimits)];
}

/** A claim is what a token says that was validated: without that, every client could claim anything, or nothing. */
function claimsOfNobody(model: MeshModel, limits: readonly RateLimit[]): Problem[] {
  return limits.flatMap(({ subject, keys, origin }) => {
    const tokens = subject.kind === 'service' ? model.jwtOf(subject.service) : model.gatewayJwtOf(subject.gateway);
    const claim = keys.find(({ kind }) => kind === 'claim');
    return claim === undefined || tokens.length > 0 ? [] : [problem(origin, 'MSH480', {
      what: 'requests are counted by a claim of a token, and no token is required', got: claim.kind === 'claim' ? claim.path : undefined, fix: 'call requireJwt() on the same service or gateway, or count by something else',
    })];
  });
}

/** Of two numbers for one thing, nobody could say which was meant. */
function twoForTheSame(limits: readonly RateLimit[]): Problem[] {
  const seen = new Map<string, RateLimit>();
  return sortedBy(limits, canonical).flatMap((limit) => {
    const { subject, unit, domain, keys, requests, burst, origin } = limit;
    const same = canonical([subject, unit, domain, ruleOf(limit).match, keys]);
    const other = seen.get(same);
    seen.set(same, limit);
    return other === undefined || (other.requests === requests && other.burst === burst) ? [] : [problem(origin, 'MSH481', {
      what: `the same requests are limited by ${named(other.origin)}`, got: [other, limit].map((one) => ({ requests: one.requests, burst: one.burst })), fix: 'keep one of the two',
    })];
  });
}

/** Gateways share their pods. Their requests are told apart by the host they ask for, which says nothing about the port. */
function requestsOfOthers(model: MeshModel, limits: readonly RateLimit[]): Problem[] {
  return limits.flatMap(({ subject, origin }) => {
    const gateway = subject.kind === 'gateway' ? model.gateways.get(subject.gateway) : undefined;
    if (gateway === undefined) return [];
    const limited = httpHosts(gateway.servers);
    if (limited.length === 0) {
      return [problem(origin, 'MSH483', { what: `${gateway.name} passes TLS through and reads no request, so it counts none`, fix: 'limit the requests at the service' })];
    }
    return [...model.gateways.values()].filter(({ key }) => key !== gateway.key).flatMap(({ key, servers }) => {
      const along = httpHosts(servers).filter((host) => limited.some((pattern) => hostMatches(pattern, host)));
      return along.length === 0 ? [] : [problem(origin, 'MSH482', {
        what: `requests to hosts of ${key} would be counted along`, got: along, fix: 'serve a host by one gateway, and name hosts instead of a wildcard that takes those of others',
      })];
    });
  });
}
