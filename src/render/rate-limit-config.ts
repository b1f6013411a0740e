import { type Entry, globalDescriptorsOf } from './rate-limit-actions';
import type { MeshModel } from '../model/model';
import type { RateLimit } from '../model/rate-limit';
import { canonical, sortedBy } from '../support/compare';

/** What Envoy's rate limit service reads. */
export interface RateLimitConfig {
  readonly domain: string;
  readonly descriptors: readonly ConfigDescriptor[];
}

interface ConfigDescriptor {
  readonly key: string;
  readonly value?: string;
  readonly rate_limit?: { readonly unit: string; readonly requests_per_unit: number };
  readonly descriptors?: readonly ConfigDescriptor[];
}

interface Counted {
  readonly entries: readonly Entry[];
  readonly limit: RateLimit;
}

/**
 * All limits of a domain. What requests are counted as is a path through it, and it refuses one that stands there twice.
 *
 * @see https://github.com/envoyproxy/ratelimit#configuration
 */
export function renderRateLimitConfig(model: MeshModel, domain: string): RateLimitConfig {
  const counted = model.rateLimitsIn(domain).flatMap((limit) => globalDescriptorsOf(model, limit).map(({ entries }) => ({ entries, limit })));
  return { domain, descriptors: branches(counted, 0) };
}

function branches(counted: readonly Counted[], depth: number): ConfigDescriptor[] {
  const byEntry = new Map<string, Counted[]>();
  for (const one of counted) {
    const entry = canonical(one.entries[depth]);
    byEntry.set(entry, [...byEntry.get(entry) ?? [], one]);
  }
  return sortedBy(byEntry.entries(), ([entry]) => entry).map(([, of]) => branch(of, depth));
}

function branch(of: readonly Counted[], depth: number): ConfigDescriptor {
  const ending = of.find(({ entries }) => entries.length === depth + 1);
  const further = of.filter(({ entries }) => entries.length > depth + 1);
  return {
    ...of[0].entries[depth],
    ...(ending === undefined ? {} : { rate_limit: { unit: ending.limit.unit.toLowerCase(), requests_per_unit: ending.limit.requests } }),
    ...(further.length === 0 ? {} : { descriptors: branches(further, depth + 1) }),
  };
}
