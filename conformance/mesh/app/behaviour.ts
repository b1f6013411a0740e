import { IncomingHttpHeaders } from 'node:http';
import { Behaviour } from './settings';

/** What is to be done to one attempt of one request. */
export interface Treatment {
  readonly attempt: number;
  readonly delay: number;
  readonly status: number;
  readonly reset: boolean;
}

const attempts = new Map<string, number>();
let standing: Behaviour = {};

export function behave(behaviour: Behaviour): void {
  standing = behaviour;
}

/** How often this app has seen a request of that id. */
export function attemptsOf(id: string): number {
  return attempts.get(id) ?? 0;
}

/** What a request can ask of one service on its way through several: its answer is a failure, is never heard, or comes too late for all. */
const MISHAPS: Readonly<Record<string, Partial<Treatment>>> = { fail: { status: 503 }, reset: { reset: true }, late: { delay: 25_000 } };

/**
 * Reads what a request asks for in headers or query:
 * x-test-delay (ms), x-test-fail (how many attempts, or `always`), x-test-status (of those, 503 unless told), x-test-reset (as fail),
 * x-test-mishaps (`ledger=reset,transaction=late`: of these services, whenever they are asked).
 * Attempts are counted by x-test-id, else by idempotency-key, else by x-request-id.
 */
export function treat(headers: IncomingHttpHeaders, query: URLSearchParams, service: string): Treatment {
  const wish = (name: string) => query.get(name) ?? (headers[name] as string | undefined);
  const attempt = count(wish('x-test-id') ?? wish('idempotency-key') ?? wish('x-request-id'), headers);
  const [, mishap = ''] = (wish('x-test-mishaps') ?? '').split(',').map((one) => one.split('=')).find(([of]) => of === service) ?? [];
  const applies = (times: string | undefined) => times === 'always' || attempt <= Number(times ?? 0);
  const failing = applies(wish('x-test-fail'));
  return {
    attempt,
    delay: Number(wish('x-test-delay') ?? standing.delay ?? 0),
    status: failing ? Number(wish('x-test-status') ?? 503) : standing.status ?? 200,
    reset: applies(wish('x-test-reset')) || standing.reset === true,
    ...MISHAPS[mishap],
  };
}

/** With several replicas an attempt may be the first one here, but not the first one: the caller's proxy says which it is. */
function count(id: string | undefined, headers: IncomingHttpHeaders): number {
  const own = id === undefined ? 1 : attemptsOf(id) + 1;
  if (id !== undefined) attempts.set(id, own);
  return Math.max(own, Number(headers['x-envoy-attempt-count'] ?? 1));
}
