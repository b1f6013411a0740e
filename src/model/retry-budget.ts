import type { RetryPolicy } from './traffic';

/** Envoy waits a random time of at most 25 ms x (2^n - 1) before the nth retry, and never longer than 250 ms. */
const BACK_OFF_MS = 25;
const LONGEST_BACK_OFF_MS = 250;

/** The longest that all tries together take. */
export interface RetryBudget {
  readonly tries: number;
  readonly perTryMs: number;
  readonly backOffMs: number;
  readonly totalMs: number;
}

/** Undefined where nothing limits a try but the timeout itself. */
export function retryBudget(retries: RetryPolicy): RetryBudget | undefined {
  const { attempts, perTryTimeoutMs } = retries;
  if (attempts === 0 || perTryTimeoutMs === undefined) return undefined;
  const tries = attempts + 1;
  const backOffMs = backOff(attempts);
  return { tries, perTryMs: perTryTimeoutMs, backOffMs, totalMs: tries * perTryTimeoutMs + backOffMs };
}

function backOff(attempts: number): number {
  let total = 0;
  for (let retry = 1; retry <= attempts; retry++) total += Math.min(BACK_OFF_MS * (2 ** retry - 1), LONGEST_BACK_OFF_MS);
  return total;
}
