import type { MeshModel } from '../model/model';
import type { RateLimit } from '../model/rate-limit';
import type { PlannedRoute } from '../model/route';
import type { ServiceKey } from '../model/service';
import { sortedSet } from '../support/compare';

/** Why requests are made to fail or are tried again whatever their method: said on the object that does it. */
export function routeReasons(routes: readonly PlannedRoute[]): string[] {
  return sortedSet(routes.flatMap(({ fault, retries }) => [fault?.reason, retries.reason].filter((reason) => reason !== undefined)));
}

/** Why requests pass uncounted when nobody counts. */
export function rateLimitReasons(model: MeshModel, limits: readonly RateLimit[]): string[] {
  const reasons = limits.map(({ domain = '' }) => model.rateLimitServices.get(domain)?.failOpenReason);
  return sortedSet(reasons.filter((reason) => reason !== undefined));
}

/** Why plaintext leaves a service's pods, or arrives there: said on the policies that let it through. */
export function plaintextReasons(model: MeshModel, key: ServiceKey): string[] {
  const plain = [key, ...model.callsFrom(key).map(({ callee }) => callee)].map((each) => model.services.get(each)?.plaintextReason);
  return sortedSet(plain.filter((reason) => reason !== undefined));
}
