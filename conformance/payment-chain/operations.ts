import { CHAIN, NEXT } from './company';
import { inChunks } from '../mesh/chunks';
import type { Mesh } from '../mesh/mesh';

/** A payment that a partner orders, by a key of its own, and what goes wrong with it on the way. */
export interface Operation {
  readonly key: string;
  /** `ledger=reset,transaction=late`; empty: nothing. */
  readonly mishaps: string;
}

/** What came of it. */
export interface Executed extends Operation {
  readonly status: number | undefined;
  /** How often each service of the chain has done its part. */
  readonly times: readonly number[];
}

const PAYMENT = JSON.stringify({ amount: 1999, currency: 'EUR', merchant: 'm-1', card_token: 'tok_1' });

/** More would wait for one another in the one client there is. */
const AT_ONCE = 200;

/** Every hop fails, is never heard, or is too late, after what comes behind it was done; and two of them at once. */
export function everyMishap(run: string): Operation[] {
  const single = CHAIN.flatMap((service) => [[`${service}=fail`, 100], [`${service}=reset`, 100], [`${service}=late`, 24]] as const);
  const double = [['ledger=fail,transaction=reset', 50], ['ledger=reset,transaction=fail', 50], ['transaction=reset,payment-engine=reset', 50]] as const;
  return [...single, ...double, ['', 100] as const].flatMap(([mishaps, count]) => operations(`${run}-${mishaps || 'none'}`, count, mishaps));
}

export function operations(name: string, count: number, mishaps = ''): Operation[] {
  return Array.from({ length: count }, (_, index) => ({ key: `${name.replace(/[=,]/g, '-')}-${index}`, mishaps }));
}

/** Orders them through the gateway, as Kong does, and asks every service how often it has seen each key. */
export async function execute(mesh: Mesh, ordered: readonly Operation[]): Promise<Executed[]> {
  const { cert, key } = await mesh.authority.issue('kong');
  const statuses = await inChunks(ordered, AT_ONCE, async (operation) => (await mesh.asker.ask('outside', {
    url: 'https://api.paymentpro.example/v1/payments',
    method: 'POST',
    cert,
    key,
    body: PAYMENT,
    headers: { 'content-type': 'application/json', 'idempotency-key': operation.key, 'x-test-next': NEXT, 'x-test-mishaps': operation.mishaps },
    timeout: 60_000,
  })).status);
  return inChunks(ordered.map((operation, index) => ({ ...operation, status: statuses[index] })), AT_ONCE, async (operation) => ({
    ...operation, times: await Promise.all(CHAIN.map(async (service) => mesh.asker.attempts(`payments/${service}`, operation.key))),
  }));
}

/** How often it came to what, in words: `3 × ledger=fail: 502, done 1 1 1 times`. */
export function counted(executed: readonly Executed[]): string[] {
  const counts = new Map<string, number>();
  for (const { mishaps, status, times } of executed) {
    const what = `${mishaps || 'nothing'}: ${status}, done ${times.join(' ')} times`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${count} × ${what}`).sort();
}
