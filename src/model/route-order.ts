import { bySpecificity, specificity } from './route-match';
import type { RouteMatch } from './traffic';
import { ordinal } from '../support/compare';

/** What is told apart by its match; the same for routes of services and of gateways. */
export interface Ordered {
  readonly id: string;
  readonly match: RouteMatch;
  readonly priority: number;
}

/** By priority, then the more specific first, then by id: never in the order of declaration. */
export function inOrder<T extends Ordered>(routes: readonly T[]): T[] {
  return routes
    .map((route) => ({ route, narrow: specificity(route.match) }))
    .sort((a, b) => b.route.priority - a.route.priority || bySpecificity(a.narrow, b.narrow) || ordinal(a.route.id, b.route.id))
    .map(({ route }) => route);
}
