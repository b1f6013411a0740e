import { checkRoutes } from './plan-check';
import { withRelease } from './plan-release';
import { defaultRoute, settled } from './plan-settle';
import type { PlannedRoute, Release, Route, StreamRoute } from './route';
import { isCatchAll } from './route-match';
import { inOrder } from './route-order';
import type { Plan } from './routing';
import { isHttp, type Service } from './service';

export { planGatewayHost } from './plan-gateway';
export { planStreams } from './plan-streams';

/**
 * The HTTP routes of a service in the order in which a proxy tries them: the release's testers and those who keep the candidate, the
 * user's routes, and one that takes every request. Its stream routes only tell which versions get connections besides.
 */
export function planRoutes(
  service: Service, routes: readonly Route[], release: Release | undefined, streams: readonly StreamRoute[] = [],
): Plan<PlannedRoute> {
  const catchAlls = inOrder(routes.filter((route) => isCatchAll(route.match)));
  const conditional = inOrder(routes.filter((route) => !isCatchAll(route.match)));
  const last = settled(service, release, catchAlls[0] ?? defaultRoute(service, release));
  const plan = withRelease(release, conditional.map((route) => settled(service, release, route)), last);
  const planned = service.ports.some((port) => isHttp(port.protocol)) ? plan.routes : [];
  return {
    routes: planned,
    problems: [...plan.problems, ...checkRoutes({ service, conditional, catchAlls, release, streams, planned })],
  };
}
