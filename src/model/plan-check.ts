import type { Origin } from './origin';
import { checkReach } from './plan-reach';
import { chosenBy } from './plan-release';
import { named, problem } from './problem';
import { retryBudget } from './retry-budget';
import type { Release, Route, WeightedVersion } from './route';
import { covers } from './route-match';
import type { Ordered } from './route-order';
import type { Routing } from './routing';
import type { Service } from './service';
import type { RetryPolicy } from './traffic';
import { durationText } from '../support/duration';
import type { Problem } from '../support/errors';

export function checkRoutes(routing: Routing): Problem[] {
  const { service, conditional, catchAlls, release } = routing;
  const routes = [...conditional, ...catchAlls];
  return [
    ...routes.flatMap((route) => checkRoute(service, route)),
    ...checkNames(routing),
    ...checkShadows(conditional),
    ...checkChosen(release, conditional),
    ...checkCatchAlls(routing),
    ...(release === undefined ? [] : checkRelease(service, release)),
    ...checkDefault(routing),
    ...checkFits(service.origin, service.timeoutMs, service.retries),
    ...checkMirrors(routing),
    ...checkReach(routing),
  ];
}

function checkRoute(service: Service, route: Route): Problem[] {
  const problems: Problem[] = [];
  const split = route.target.kind === 'split' ? route.target.versions : [];
  const mirrored = route.mirror === undefined ? [] : [route.mirror.version];
  problems.push(...checkVersions(service, route.origin, [...split.map(({ version }) => version), ...mirrored]));
  if (route.target.kind === 'split') problems.push(...checkWeights(route.origin, split));
  const own = route.timeoutMs !== undefined || route.retries !== undefined;
  if (own && (route.target.kind === 'split' || route.target.kind === 'default')) {
    problems.push(...checkFits(route.origin, route.timeoutMs ?? service.timeoutMs, route.retries ?? service.retries));
  }
  return problems;
}

export function checkVersions(service: Service, origin: Origin, versions: readonly string[]): Problem[] {
  const known = service.versions.map(({ name }) => name);
  return versions.filter((version) => !known.includes(version)).map((version) => problem(origin, 'MSH130', {
    what: `${service.name} has no such version`, got: version, allowed: known.length === 0 ? 'none: another app owns its versions' : known.join(', '),
  }));
}

export function checkWeights(origin: Origin, versions: readonly WeightedVersion[]): Problem[] {
  const weights = versions.map(({ weight }) => weight);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 100 && weights.every((weight) => Number.isInteger(weight) && weight >= 0 && weight <= 100)) return [];
  return [problem(origin, 'MSH131', {
    what: 'weights do not share out 100 percent',
    got: Object.fromEntries(versions.map(({ version, weight }) => [version, weight])),
    allowed: 'whole numbers from 0 to 100 that sum to 100',
    ...(Number.isFinite(sum) && sum !== 100 ? { fix: `they sum to ${sum}` } : {}),
  })];
}

/** Route names are how other tools find a route again. */
function checkNames({ service, conditional, catchAlls, release }: Routing): Problem[] {
  const routes = [...conditional, ...catchAlls];
  const taken = new Map<string, Origin>(chosenBy(release).map(({ name }) => [name, release!.origin]));
  if (catchAlls.length === 0 && routes.length > 0) taken.set('default', service.origin);
  return routes.flatMap((route) => {
    const other = taken.get(route.id);
    if (other === undefined) taken.set(route.id, route.origin);
    return other === undefined ? [] : [problem(route.origin, 'MSH132', {
      what: `${service.name} already has a route of this name, from ${named(other)}`, got: route.id, fix: 'give the route another id',
    })];
  });
}

/** Of routes in order, those whose every request an earlier one takes. */
export function checkShadows(routes: readonly (Ordered & { readonly origin: Origin })[]): Problem[] {
  return routes.flatMap((route, index) => {
    const earlier = routes.slice(0, index).find((other) => covers(other.match, route.match));
    if (earlier === undefined) return [];
    const same = earlier.priority === route.priority && covers(route.match, earlier.match);
    return [same
      ? problem(route.origin, 'MSH134', {
        what: `routes ${earlier.id} and ${route.id} are for the same requests, and have the same priority`,
        got: [named(earlier.origin), named(route.origin)],
        fix: 'make one of them narrower, or leave one out',
      })
      : problem(route.origin, 'MSH133', {
        what: `route ${route.id} is never reached: ${earlier.id}, which is tried first, takes all of its requests`,
        got: [named(earlier.origin), named(route.origin)],
        fix: `give ${route.id} a higher priority than ${earlier.priority}, or leave it out`,
      })];
  });
}

function checkChosen(release: Release | undefined, routes: readonly Route[]): Problem[] {
  return chosenBy(release).flatMap((chosen) => routes
    .filter((route) => (route.target.kind === 'split' || route.target.kind === 'default') && covers(chosen.match, route.match))
    .map((route) => problem(route.origin, 'MSH133', {
      what: `route ${route.id} is never reached: ${chosen.name} sends all of its requests to the candidate`,
      got: [named(release!.origin), named(route.origin)],
      fix: `leave out ${route.id}, or change who tests the candidate`,
    })));
}

function checkCatchAlls({ service, catchAlls, release }: Routing): Problem[] {
  const [first, ...others] = catchAlls;
  const problems = others.map((route) => problem(route.origin, 'MSH135', {
    what: `${service.name} has two routes that take every request, ${first.id} and ${route.id}`,
    got: [named(first.origin), named(route.origin)],
    fix: 'give one of them a match, or leave it out',
  }));
  if (release !== undefined && first !== undefined && first.target.kind !== 'default') {
    problems.push(problem(first.origin, 'MSH136', {
      what: `route ${first.id} takes every request, and so does the release: nobody would get the candidate`,
      got: [named(first.origin), named(release.origin)],
      fix: `leave out the target of ${first.id}, so that the release decides about the version`,
    }));
  }
  return problems;
}

function checkRelease(service: Service, release: Release): Problem[] {
  const { stable, candidate, mirror, weight, origin } = release;
  return [
    ...checkVersions(service, origin, [stable, candidate, ...(mirror === undefined ? [] : [mirror.version])]),
    ...checkWeights(origin, [{ version: stable, weight: 100 - weight }, { version: candidate, weight }]),
  ];
}

function checkDefault({ service, conditional, catchAlls, release, planned }: Routing): Problem[] {
  if (service.defaultVersion !== undefined) return checkVersions(service, service.origin, [service.defaultVersion]);
  if (planned.length === 0 || service.versions.length < 2 || release !== undefined) return [];
  if (catchAlls.length === 0) return [ambiguousDefault(service, service.origin)];
  const asking = [catchAlls[0], ...conditional].find((route) => route.target.kind === 'default');
  return asking === undefined ? [] : [ambiguousDefault(service, asking.origin)];
}

export function ambiguousDefault(service: Service, origin: Origin): Problem {
  return problem(origin, 'MSH137', {
    what: `${service.name} has several versions, and nothing says who gets which`,
    got: service.versions.map(({ name }) => name),
    fix: 'name a default version, or declare a release',
  });
}

/** A timeout that cuts tries off makes them useless, and the request slow in vain. */
export function checkFits(origin: Origin, timeoutMs: number, retries: RetryPolicy): Problem[] {
  const budget = retryBudget(retries);
  if (timeoutMs === 0 || budget === undefined || budget.totalMs <= timeoutMs) return [];
  const { tries, perTryMs, backOffMs, totalMs } = budget;
  return [problem(origin, 'MSH139', {
    what: `the timeout of ${durationText(timeoutMs)} cuts retries off: ${tries} tries x ${durationText(perTryMs)} + up to ${durationText(backOffMs)} of back-off = ${durationText(totalMs)}`,
    got: { timeout: durationText(timeoutMs), attempts: retries.attempts, perTryTimeout: durationText(perTryMs) },
    allowed: `a timeout of at least ${durationText(totalMs)}`,
    fix: 'raise the timeout, or lower attempts or perTryTimeout',
  })];
}

function checkMirrors({ planned }: Routing): Problem[] {
  return planned.flatMap(({ name, target, mirror, origin }) => {
    const answers = target.kind === 'destinations' && target.destinations.some(({ version, weight }) => version === mirror?.version && weight > 0);
    return mirror === undefined || !answers ? [] : [problem(origin, 'MSH140', {
      what: `route ${name} mirrors to a version that answers its requests: it would get some of them twice`, got: mirror.version, fix: 'mirror to another version',
    })];
  });
}
