import type { HttpMatch, HttpRoute, StringMatch } from './kinds/virtual-service';
import { covers } from './match-cover';

/** Conditions that also hold after the callee may have done what it was asked for. */
const AFTERWARDS = new Set(['5xx', 'gateway-error', 'reset', 'http3-post-connect-failure', 'deadline-exceeded', 'internal']);

/** Methods that do the same twice as once. */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE']);

/** The conditions of a route's retries under which something may be done twice. */
export function unsafeConditions({ retries }: HttpRoute): string[] {
  if (retries === undefined || retries.attempts === 0) return [];
  return (retries.retryOn ?? '').split(',').map((condition) => condition.trim()).filter((condition) => AFTERWARDS.has(condition) || /^5\d\d$/.test(condition));
}

/** Whether a match is for methods that are not idempotent: surely, perhaps, or not at all. */
export function doesMatchUnsafe(match: HttpMatch): 'named' | 'possible' | 'no' {
  const methods = methodsOf(match.method);
  if (methods === undefined) return 'possible';
  return methods.some((method) => !IDEMPOTENT.has(method)) ? 'named' : 'no';
}

/** Whether earlier routes take everything of a match that is not idempotent. */
export function isTakenEarlier(match: HttpMatch, earlier: readonly HttpMatch[]): boolean {
  return ['POST', 'PATCH'].every((method) => earlier.some((taker) => covers(taker, { ...match, method: { exact: method } })));
}

function methodsOf(method: StringMatch | undefined): readonly string[] | undefined {
  if (method?.exact !== undefined) return [method.exact];
  if (method?.regex !== undefined && /^\(?[A-Z]+(\|[A-Z]+)*\)?$/.test(method.regex)) return method.regex.replace(/[()]/g, '').split('|');
  return undefined;
}
