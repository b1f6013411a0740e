import type { Facts } from './facts';
import { type GatewayKey, httpHosts } from './gateway';
import type { MeshModel } from './model';
import type { Origin } from './origin';
import { named, problem } from './problem';
import { normalized } from './route-match';
import type { ServiceKey } from './service';
import type { RouteMatch } from './traffic';
import { canonical, sortedBy, sortedSet } from '../support/compare';
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
  const same = new Map<string, RateLimit[]>();
  for (const limit of limits) {
    const { match, ...rule } = ruleOf(limit);
    const about = canonical([limit.subject, rule.unit, rule.domain, match, rule.keys]);
    same.set(about, [...same.get(about) ?? [], limit]);
  }
  return sortedBy([...same].filter(([, group]) => group.length > 1), ([about]) => about).flatMap(([, group]) => {
    const [first, ...others] = sortedBy(group, canonical);
    return others.filter(({ requests, burst }) => requests !== first.requests || burst !== first.burst).map((limit) => problem(limit.origin, 'MSH481', {
      what: `the same requests are limited by ${named(first.origin)}`, got: [first, limit].map(({ requests, burst }) => ({ requests, burst })), fix: 'keep one of the two',
    }));
  });
}

/** Gateways share their pods. Their requests are told apart by the host they ask for, which says nothing about the port. */
function requestsOfOthers(model: MeshModel, limits: readonly RateLimit[]): Problem[] {
  const limited = limits.flatMap(({ subject, origin }) => (subject.kind === 'gateway' ? [{ limitedKey: subject.gateway, origin }] : []));
  if (limited.length === 0) return [];
  const served = [...model.gateways.values()].flatMap(({ key, servers }) => httpHosts(servers).map((host) => ({ key, host })));
  const byHost = new Map<string, typeof served>();
  for (const one of served) byHost.set(one.host, [...byHost.get(one.host) ?? [], one]);
  return limited.flatMap(({ limitedKey, origin }) => {
    const hosts = httpHosts(model.gateways.get(limitedKey)?.servers ?? []);
    if (hosts.length === 0) {
      return [problem(origin, 'MSH483', { what: `${limitedKey} passes TLS through and reads no request, so it counts none`, fix: 'limit the requests at the service' })];
    }
    // only a wildcard must be compared with every host
    const taken = hosts.flatMap((host) => (host.startsWith('*') ? served.filter((one) => hostMatches(host, one.host)) : byHost.get(host) ?? []));
    const along = sortedSet(taken.filter(({ key }) => key !== limitedKey).map(({ key, host }) => `${host} of ${key}`));
    return along.length === 0 ? [] : [problem(origin, 'MSH482', {
      what: 'requests to hosts of other gateways would be counted along', got: along, fix: 'serve a host by one gateway, and name hosts instead of a wildcard that takes those of others',
    })];
  });
}
