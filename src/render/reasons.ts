import type { PlannedRoute } from '../model/route';
import { sortedSet } from '../support/compare';

/** Why requests are made to fail or are tried again whatever their method: said on the object that does it. */
export function routeReasons(routes: readonly PlannedRoute[]): string[] {
  return sortedSet(routes.flatMap(({ fault, retries }) => [fault?.reason, retries.reason].filter((reason) => reason !== undefined)));
}
