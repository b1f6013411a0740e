import { isSplitting } from './plan-target';
import { named, problem } from './problem';
import type { PlannedRoute, Release } from './route';
import { intersect } from './route-match';
import type { Plan } from './routing';
import type { RouteMatch } from './traffic';
import { sameContent } from '../support/compare';
import type { Problem } from '../support/errors';
import { re2Quote } from '../support/re2-quote';

/** Requests that reach the candidate whatever the weights say. */
export interface Chosen {
  readonly name: string;
  readonly match: RouteMatch;
  /** Testers get the candidate whatever a route says; who merely drew it keeps it only where others draw too. */
  readonly always: boolean;
}

export function chosenBy(release: Release | undefined): Chosen[] {
  if (release === undefined) return [];
  const { id, tester, stickyCookie, candidate } = release;
  const chosen: Chosen[] = [];
  if (tester !== undefined) chosen.push({ name: `${id}-tester`, match: tester, always: true });
  if (stickyCookie !== undefined && isSplitting(release)) {
    // one header holds all cookies
    const value = `(.*;\\s*)?${re2Quote(`${stickyCookie.name}=${candidate}`)}(;.*)?`;
    chosen.push({ name: `${id}-sticky`, match: { headers: { cookie: { kind: 'regex', value } } }, always: false });
  }
  return chosen;
}

/**
 * Testers come first. They get the candidate, and otherwise what everybody gets: a route with a timeout, a fault, a redirect or the
 * like of its own holds for them too, so up to the last such route each is preceded by its own variant for them. Who drew the candidate
 * precedes only the routes on which the version is drawn: a version that is named, by a test or a split, stays.
 */
export function withRelease(release: Release | undefined, conditional: readonly PlannedRoute[], last: PlannedRoute): Plan<PlannedRoute> {
  const chosen = chosenBy(release);
  if (release === undefined || chosen.length === 0) return { routes: [...conditional, last], problems: [] };
  const lastSpecial = conditional.map((route) => sameContent(settings(route), settings(last))).lastIndexOf(false);
  const routes: PlannedRoute[] = [];
  const problems: Problem[] = [];
  const general = (always: boolean) => chosen.filter((of) => of.always === always)
    .map(({ name, match }) => ({ ...toCandidate(release, last), name, match }));
  for (const [index, route] of conditional.entries()) {
    if (index === lastSpecial + 1) routes.push(...general(true));
    const precede = chosen.filter(({ always }) => (always ? index <= lastSpecial : sameContent(route.target, last.target)));
    const variants = route.target.kind === 'destinations' ? precede.map((of) => variant(release, of, route)) : [];
    for (const made of variants) {
      if (made === 'inexpressible') problems.push(inexpressible(release, route));
      else if (made !== 'disjoint') routes.push(made);
    }
    routes.push(route);
  }
  if (lastSpecial + 1 === conditional.length) routes.push(...general(true));
  return { routes: [...routes, ...general(false), last], problems };
}

/** What a route says besides where it goes. */
function settings({ target, timeoutMs, retries, fault, cors, headers, rewrite }: PlannedRoute): unknown {
  return { goes: target.kind, timeoutMs, retries, fault, cors, headers, rewrite };
}

function variant(release: Release, chosen: Chosen, route: PlannedRoute): PlannedRoute | 'disjoint' | 'inexpressible' {
  const match = intersect(chosen.match, route.match);
  if (match === 'disjoint' || match === 'inexpressible') return match;
  return { ...toCandidate(release, route), name: `${chosen.name}-${route.name}`, match };
}

function toCandidate(release: Release, route: PlannedRoute): PlannedRoute {
  const version = release.candidate;
  return {
    ...route,
    target: { kind: 'destinations', destinations: [{ version, weight: 100, setCookie: undefined }] },
    mirror: route.mirror?.version === version ? undefined : route.mirror,
    origin: release.origin,
  };
}

function inexpressible(release: Release, route: PlannedRoute): Problem {
  return problem(release.origin, 'MSH143', {
    what: `who gets the candidate cannot be told among the requests of ${named(route.origin)}: both have a condition on one header or path, and Istio takes one`,
    got: route.match,
    fix: 'use another header for one of them, or exact values',
  });
}
