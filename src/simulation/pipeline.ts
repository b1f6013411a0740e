import type { ChosenRoute, Outcome, Step } from './decision';
import type { Routed } from './http-match';
import { allowsOrigin, faultOf, type Forwarded, planOf, type Plan } from './http-plan';
import type { Request } from './request';
import { isPreflight } from './request-authentication';
import { firstRoute, type Route } from './route';
import { send, type Sender } from './send';
import type { TcpRoute } from './tcp-route';
import type { Manifests } from '../manifests/manifests';
import type { MeshHost } from '../manifests/service-registry';

/** What a proxy does with a request after its filters: the route, its faults, its destinations. */
export interface Routing {
  readonly outcomes: readonly Outcome[];
  readonly route: ChosenRoute | undefined;
}

export interface Choice {
  readonly routes: readonly Route[];
  /** The port that the proxy listens on, as services and gateways name it. */
  readonly port: number;
  /** Which port of a host is meant where the route does not say. */
  readonly portOf: (host: string) => number;
}

/** Follows the first route that takes a request: 404 where none does. */
export function follow(manifests: Manifests, sender: Sender, routed: Routed, { routes, port, portOf }: Choice, steps: Step[]): Routing {
  const { route, before, isKnown } = firstRoute(routes, routed);
  if (route === undefined) {
    steps.push({ stage: 'route', verdict: `none of ${routes.length} routes takes it` });
    return { outcomes: [{ share: 100, by: 'proxy', status: 404, reason: 'no route takes the request' }], route: undefined };
  }
  const at = { object: route.object, path: route.path };
  if (!isKnown) {
    const reason = 'not simulated: a route whose expression only RE2 understands';
    return { outcomes: [{ share: 100, by: 'unknown', reason, ...at }], route: undefined };
  }
  steps.push({ stage: 'route', verdict: before.length === 0 ? 'the first route takes it' : `taken after ${before.length} others`, ...at });
  const fault = faultOf(route.rule.rule);
  const plan = planOf(route, routed.request, port);
  const chosen: ChosenRoute = { route, before, fault, mirrors: plan.kind === 'forward' ? plan.mirrors : [] };
  const { abort } = fault ?? {};
  const aborted = abort === undefined ? 0 : Math.min(abort.share, 100);
  if (aborted > 0) steps.push({ stage: 'fault', verdict: `aborts ${aborted} %`, ...at });
  const outcomes: Outcome[] =
    aborted === 0
      ? []
      : [
        {
          share: aborted,
          by: 'proxy',
          status: abort!.status ?? 200,
          grpcStatus: abort!.grpcStatus,
          reason: 'a fault is injected',
          object: route.object,
          path: `${route.rule.path}.fault.abort`,
        },
      ];
  const rest =
    aborted >= 100
      ? []
      : carriedOut(manifests, sender, routed, plan, portOf, steps, route).map((outcome) => ({
        ...outcome,
        share: (outcome.share * (100 - aborted)) / 100,
      }));
  return { outcomes: [...outcomes, ...rest], route: chosen };
}

function carriedOut(
  manifests: Manifests,
  sender: Sender,
  { request }: Routed,
  plan: Plan,
  portOf: Choice['portOf'],
  steps: Step[],
  route: Route,
): Outcome[] {
  const at = { object: route.object, path: route.path };
  const { corsPolicy } = route.rule.rule;
  if (corsPolicy !== undefined && isPreflight(request) && allowsOrigin(corsPolicy, request.headers.get('origin')!)) {
    return [{ share: 100, by: 'proxy', status: 200, reason: 'the proxy answers the question of a browser (CORS)', ...at }];
  }
  if (plan.kind === 'unclear') return [{ share: 100, by: 'unknown', reason: `not simulated: ${plan.reason}`, ...at }];
  if (plan.kind === 'forward') return forwarded(manifests, sender, plan, portOf, steps, at);
  const { status, location, body } = plan;
  return [
    { share: 100, by: 'proxy', status, location, body, reason: plan.kind === 'redirect' ? 'the route redirects' : 'the route answers itself', ...at },
  ];
}

function forwarded(
  manifests: Manifests,
  sender: Sender,
  { destinations }: Forwarded,
  portOf: Choice['portOf'],
  steps: Step[],
  at: Pick<Outcome, 'object' | 'path'>,
): Outcome[] {
  if (destinations.length === 0) return [{ share: 100, by: 'proxy', status: 503, reason: 'the route leads nowhere', ...at }];
  return destinations.flatMap(({ host, port, subset, share, request }) =>
    send(manifests, sender, { host, port: port ?? portOf(host), subset, request }, share, steps),
  );
}

/** Everything for a service without routes goes to it. */
export function toService(manifests: Manifests, sender: Sender, { request }: Routed, service: MeshHost, port: number, steps: Step[]): Routing {
  steps.push({ stage: 'route', verdict: `no VirtualService is about ${service.host}: it goes there as it is` });
  return { outcomes: send(manifests, sender, { host: service.host, port, subset: undefined, request }, 100, steps), route: undefined };
}

/** Follows a route for connections. */
export function followConnection(
  manifests: Manifests,
  sender: Sender,
  request: Request,
  route: TcpRoute,
  portOf: Choice['portOf'],
  steps: Step[],
): Outcome[] {
  steps.push({ stage: 'route', verdict: 'a route for connections takes it', object: route.object, path: route.path });
  const meant = route.destinations.length === 1 ? route.destinations : route.destinations.filter(({ weight }) => (weight ?? 0) > 0);
  const total = meant.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  return meant.flatMap(({ destination, weight }) => {
    const host = route.full(destination.host);
    const target = { host, port: destination.port?.number ?? portOf(host), subset: destination.subset || undefined, request };
    return send(manifests, sender, target, meant.length === 1 ? 100 : ((weight ?? 0) / total) * 100, steps);
  });
}
