import { fail, type Placed } from './errors';

/** What Istio's signed numbers can hold. */
export const INT32 = 2147483647;

/** A whole number between two limits, both included. */
export function checkWhole(value: number, what: string, least: number, most: number, fix?: string, at?: Placed): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  return fail(at, 'MSH011', {
    what: `${what} is out of range`,
    got: value,
    allowed: `whole numbers from ${least} to ${most}`,
    ...(fix === undefined ? {} : { fix }),
  });
}

/** The smallest share a proxy can tell from none. */
const SMALLEST_SHARE = 0.0001;

/** A share of requests, of which there is at least some. */
export function checkShare(value: number, what: string, at?: Placed): number {
  if (typeof value === 'number' && value >= SMALLEST_SHARE && value <= 100) return value;
  return fail(at, 'MSH012', {
    what: `${what} is not a percentage of requests`,
    got: value,
    allowed: `${SMALLEST_SHARE} to 100`,
    ...(value === 0 ? { fix: 'leave it out altogether' } : {}),
  });
}

/** A whole percentage, 0 included. */
export function checkPercent(value: number, what: string, at?: Placed): number {
  if (Number.isInteger(value) && value >= 0 && value <= 100) return value;
  return fail(at, 'MSH012', { what: `${what} is not a percentage`, got: value, allowed: 'whole numbers from 0 to 100' });
}
