import { defaultDestinations } from './plan-target';
import { problem } from './problem';
import type { WeightedVersion } from './route';
import type { Routing } from './routing';
import { isHttp, type Version } from './service';
import type { Mirror } from './traffic';
import type { Problem } from '../support/errors';

/** Versions, and policies of versions, that no request ever meets. */
export function checkReach(routing: Routing): Problem[] {
  const { service, planned } = routing;
  // the only version gets everything, and what nothing is said of need not be reached
  if (service.versions.length === 1 && !hasPolicy(service.versions[0])) return [];
  // where it is not known who gets what, that is the problem
  const undecided = planned.some(({ target }) => target.kind === 'destinations' && target.destinations.some(({ version }) => version === undefined));
  if (service.versions.length > 1 && undecided) return [];
  const [reached, meant] = [reachedVersions(routing), meantVersions(routing)];
  return service.versions.flatMap((version) => {
    if (service.versions.length > 1 && !meant.has(version.name)) {
      return [problem(service.origin, 'MSH142', {
        what: `no route reaches version ${version.name} of ${service.name}`,
        got: version.name,
        fix: 'send requests to it with a route or a release, or leave the version out',
      })];
    }
    // Istio applies the policy of a subset only where a route names the subset
    return !hasPolicy(version) || reached.has(version.name) ? [] : [problem(service.origin, 'MSH141', {
      what: `the traffic policy of version ${version.name} of ${service.name} is never used: no request goes to this version`,
      got: version.name,
      fix: 'give the version a weight, or leave out its traffic policy',
    })];
  });
}

function hasPolicy({ trafficPolicy }: Version): boolean {
  return Object.values(trafficPolicy ?? {}).some((block) => block !== undefined);
}

/** Those that get requests or connections now, or will as a release goes on. */
function reachedVersions({ service, planned, release, streams }: Routing): Set<string> {
  const splits = planned.flatMap(({ target }) => (target.kind === 'destinations' ? [target.destinations] : []));
  const hasStreams = service.ports.some((port) => !isHttp(port.protocol));
  const streaming = hasStreams ? [defaultDestinations(service, release), ...streams.map(({ versions }) => versions)] : [];
  const given = [...splits, ...streaming].flat().filter(({ weight }) => weight > 0);
  return new Set([...names(given), ...mirrored(planned), ...(release === undefined ? [] : [release.stable, release.candidate])]);
}

/** Those that somebody named, be it with weight 0. */
function meantVersions(routing: Routing): Set<string> {
  const { service, conditional, catchAlls, streams } = routing;
  const routes = [...conditional, ...catchAlls];
  const splits = routes.flatMap(({ target }) => (target.kind === 'split' ? target.versions : []));
  return new Set([
    ...reachedVersions(routing),
    ...names([...splits, ...streams.flatMap(({ versions }) => versions)]),
    ...mirrored(routes),
    ...(service.defaultVersion === undefined ? [] : [service.defaultVersion]),
  ]);
}

function names(versions: readonly (Omit<WeightedVersion, 'version'> & { readonly version: string | undefined })[]): string[] {
  return versions.flatMap(({ version }) => (version === undefined ? [] : [version]));
}

function mirrored(routes: readonly { readonly mirror: Mirror | undefined }[]): string[] {
  return routes.flatMap(({ mirror }) => (mirror === undefined ? [] : [mirror.version]));
}
