import { ambiguousDefault, checkVersions, checkWeights } from './plan-check';
import { defaultDestinations } from './plan-target';
import { problem } from './problem';
import type { Release, StreamRoute } from './route';
import type { Plan } from './routing';
import { isHttp, type Port, type Service } from './service';
import { ordinal } from '../support/compare';
import type { Problem } from '../support/errors';

/** The TCP and TLS routes of a service: server names before the catch-all, and one catch-all for each port that is not HTTP. */
export function planStreams(service: Service, declared: readonly StreamRoute[], release: Release | undefined): Plan<StreamRoute> {
  const ports = service.owned ? service.ports.filter((port) => !isHttp(port.protocol)) : [];
  const routes = ports.flatMap((port) => {
    const of = declared.filter((route) => route.port === port.number);
    return of.some(isStreamCatchAll) ? of : [...of, ...defaultStream(service, port, release)];
  });
  return {
    routes: routes.sort((a, b) => a.port - b.port || b.sniHosts.length - a.sniHosts.length || ordinal(a.id, b.id)),
    problems: [...declared.flatMap((route) => checkStream(service, route)), ...ports.flatMap((port) => checkPort(service, port, declared, release))],
  };
}

export function isStreamCatchAll(route: StreamRoute): boolean {
  return route.sniHosts.length === 0;
}

/** None where nothing says which version: that is a problem of its own. */
function defaultStream(service: Service, port: Port, release: Release | undefined): StreamRoute[] {
  const versions = defaultDestinations(service, release).flatMap(({ version, weight }) => (version === undefined ? [] : [{ version, weight }]));
  const origin = release?.origin ?? service.origin;
  return versions.length === 0 ? [] : [{ id: 'default', service: service.key, port: port.number, sniHosts: [], versions, origin }];
}

function checkStream(service: Service, route: StreamRoute): Problem[] {
  return [
    ...checkVersions(service, route.origin, route.versions.map(({ version }) => version)),
    ...checkWeights(route.origin, route.versions),
  ];
}

/** Of two routes for one server name the proxy takes the first, whichever that is. */
function checkServerNames(service: Service, port: Port, declared: readonly StreamRoute[]): Problem[] {
  const routes = [...declared].filter((route) => route.port === port.number).sort((a, b) => ordinal(a.id, b.id));
  return routes.flatMap((route, index) => {
    const other = routes.slice(0, index).find(({ sniHosts }) => sniHosts.some((name) => route.sniHosts.includes(name)));
    return other === undefined ? [] : [problem(route.origin, 'MSH134', {
      what: `routes ${other.id} and ${route.id} are for connections to the same server name on port ${port.number} of ${service.name}`,
      got: route.sniHosts.filter((name) => other.sniHosts.includes(name)),
      fix: 'name each server in one route',
    })];
  });
}

function checkPort(service: Service, port: Port, declared: readonly StreamRoute[], release: Release | undefined): Problem[] {
  const catchAlls = declared.filter((route) => route.port === port.number && isStreamCatchAll(route));
  const decided = catchAlls.length > 0 || release !== undefined || service.defaultVersion !== undefined || service.versions.length < 2;
  return [
    ...(decided ? [] : [ambiguousDefault(service, service.origin)]),
    ...checkServerNames(service, port, declared),
    ...catchAlls.slice(1).map((route) => problem(route.origin, 'MSH135', {
      what: `port ${port.number} of ${service.name} has two routes that take every connection, ${catchAlls[0].id} and ${route.id}`,
      fix: 'leave one of them out',
    })),
  ];
}
