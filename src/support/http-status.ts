import { fail, type Placed } from './errors';

/** A status of an answer. */
export function checkStatus(value: number, what: string, at?: Placed): number {
  if (Number.isInteger(value) && value >= 200 && value <= 599) return value;
  return fail(at, 'MSH024', { what: `${what} is not an HTTP status it can have`, got: value, allowed: '200 to 599' });
}

/** A status that no client takes for success. */
export function checkErrorStatus(value: number, what: string, at?: Placed): number {
  if (Number.isInteger(value) && value >= 400 && value <= 599) return value;
  return fail(at, 'MSH024', { what: `${what} is no status of an error`, got: value, allowed: '400 to 599' });
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** A status that sends the client elsewhere; for any other 3xx Istio drops the route. */
export function checkRedirectStatus(value: number, at?: Placed): number {
  if (REDIRECTS.includes(value)) return value;
  return fail(at, 'MSH024', { what: 'redirectCode is not a redirect that proxies know', got: value, allowed: REDIRECTS.join(', ') });
}
