import { defaultDestinations, destinationOf } from './plan-target';
import { NO_SETTINGS, type PlannedRoute, type PlannedTarget, type Release, type Route, type RouteTarget } from './route';
import type { Service } from './service';
import type { Mirror } from './traffic';

/** A route with the service's defaults written out. */
export function settled(service: Service, release: Release | undefined, route: Route): PlannedRoute {
  return {
    name: route.id,
    match: route.match,
    target: settledTarget(service, release, route.target),
    timeoutMs: route.timeoutMs ?? service.timeoutMs,
    retries: route.retries ?? service.retries,
    fault: route.fault,
    mirror: route.mirror ?? releaseMirror(release, route.target),
    cors: route.cors,
    headers: route.headers,
    rewrite: route.rewrite,
    origin: route.origin,
  };
}

/** What takes every request where the user says nothing about it. */
export function defaultRoute(service: Service, release: Release | undefined): Route {
  return {
    id: 'default',
    service: service.key,
    match: {},
    priority: 0,
    target: { kind: 'default' },
    ...NO_SETTINGS,
    origin: release?.origin ?? service.origin,
  };
}

/** A service that others own: everything goes to the whole of it. */
export function unplanned(service: Service): PlannedRoute[] {
  return [settled(service, undefined, defaultRoute(service, undefined))];
}

function settledTarget(service: Service, release: Release | undefined, target: RouteTarget): PlannedTarget {
  switch (target.kind) {
    case 'default': return { kind: 'destinations', destinations: defaultDestinations(service, release) };
    case 'split': return { kind: 'destinations', destinations: target.versions.filter(({ weight }) => weight !== 0).map(destinationOf) };
    case 'redirect': case 'directResponse': return target;
  }
}

function releaseMirror(release: Release | undefined, target: RouteTarget): Mirror | undefined {
  return target.kind === 'default' ? release?.mirror : undefined;
}
