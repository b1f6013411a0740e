import type { Call } from './call';
import type { RemoteTarget } from './extension-provider';
import type { ExternalCall } from './external';
import { askerOf } from './external-authorization';
import type { Facts } from './facts';
import type { Origin } from './origin';
import { problem } from './problem';
import type { RateLimit } from './rate-limit';
import type { Port, Service, ServiceKey } from './service';
import { sortedBy } from '../support/compare';
import type { Problem } from '../support/errors';

/** Counts requests for all proxies together. */
export interface RateLimitService {
  /** Unique in the mesh: limits of one domain are in one configuration of it. */
  readonly domain: string;
  readonly target: RemoteTarget;
  /** Of the Service or outside host. */
  readonly port: Port;
  readonly timeoutMs: number;
  /** Why requests pass uncounted when nobody counts; undefined: they do not. */
  readonly failOpenReason: string | undefined;
  readonly origin: Origin;
}

type Declared = Pick<Facts, 'rateLimits' | 'rateLimitServices' | 'settings'>;

/** All that a proxy asks, as whoever counts names it in its policy. */
const COUNT = { methods: ['POST'], paths: [{ kind: 'exact', value: '/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit' }] } as const;

/** Whose requests are counted must be let to whoever counts. */
export function countingCalls(facts: Declared, services: ReadonlyMap<ServiceKey, Service>): Call[] {
  return counted(facts).flatMap(({ by: { target, port }, limit: { subject, origin } }) => {
    const caller = askerOf(subject, facts, services);
    if (target.kind !== 'service' || caller === undefined) return [];
    // an ambient node's proxy reads no requests
    const narrow = services.get(target.service)?.dataPlane !== 'AMBIENT';
    return [{ caller, callee: target.service, operation: { ...(narrow ? COUNT : { methods: undefined, paths: undefined }), ports: [port] }, origin }];
  });
}

/** The same where a host outside counts. */
export function countingExternalCalls(facts: Declared): ExternalCall[] {
  return counted(facts).flatMap(({ by: { target, port }, limit: { subject, origin } }) =>
    (target.kind === 'external' && subject.kind === 'service' ? [{ caller: subject.service, external: target.external, ports: [port], origin }] : []));
}

function counted({ rateLimits, rateLimitServices }: Declared): { readonly by: RateLimitService; readonly limit: RateLimit }[] {
  if (rateLimits.length === 0) return [];
  const services = new Map(rateLimitServices.map((service) => [service.domain, service]));
  return rateLimits.flatMap((limit) => {
    const by = limit.domain === undefined ? undefined : services.get(limit.domain);
    return by === undefined ? [] : [{ by, limit }];
  });
}

export function rateLimitServiceProblems(facts: Declared): Problem[] {
  return [...sameDomains(facts), ...waitingForItself(facts)];
}

/** What is counted for one would be counted for the other. */
function sameDomains({ rateLimitServices }: Declared): Problem[] {
  const seen = new Set<string>();
  return sortedBy(rateLimitServices, ({ origin }) => origin.path).flatMap(({ domain, origin }) => {
    const twice = seen.has(domain);
    seen.add(domain);
    return twice ? [problem(origin, 'MSH484', { what: 'the mesh has another rate limit service of this domain', got: domain, fix: 'give it another id' })] : [];
  });
}

/** A question about a count may not wait until it is counted itself. */
function waitingForItself(facts: Declared): Problem[] {
  const counting = new Set(facts.rateLimitServices.flatMap(({ target }) => (target.kind === 'service' ? [target.service] : [])));
  return counted(facts).flatMap(({ limit: { subject, origin } }) => (subject.kind === 'service' && counting.has(subject.service) ? [problem(origin, 'MSH485', {
    what: `${subject.service} counts requests, and requests to it would wait to be counted`, fix: 'limit it by RateLimit.local(…), or not at all: its policy says who may ask it',
  })] : []));
}
