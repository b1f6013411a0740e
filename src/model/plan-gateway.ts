import type { GatewayKey, GatewayRoute } from './gateway';
import { isEveryPath } from './path-pattern';
import { beforeRewrite, narrowedReplacement } from './path-rewrite';
import { checkFits, checkShadows } from './plan-check';
import { unplanned } from './plan-settle';
import { named, problem } from './problem';
import type { PlannedGatewayRoute, PlannedRoute, PlannedTarget } from './route';
import { covers, intersect } from './route-match';
import { inOrder } from './route-order';
import type { Plan } from './routing';
import { type Service, type ServiceKey } from './service';
import { coversString, type Meet } from './string-match';
import type { HeaderChanges, PathPattern, Rewrite, RouteMatch } from './traffic';
import type { Problem } from '../support/errors';

/** One host of one gateway, and all that may be behind it. */
export interface GatewayHostRouting {
  readonly gateway: GatewayKey;
  readonly host: string;
  readonly routes: readonly GatewayRoute[];
  readonly services: ReadonlyMap<ServiceKey, Service>;
  /** The routes of each service inside the mesh, in order. */
  readonly planned: ReadonlyMap<ServiceKey, readonly PlannedRoute[]>;
}

/**
 * What one gateway does with the requests for one host. A gateway does not see the routes that a service has inside the mesh, so each
 * of its routes is combined with them: weights, testers and A/B tests hold for requests from outside too.
 */
export function planGatewayHost({ routes, services, planned }: GatewayHostRouting): Plan<PlannedGatewayRoute> {
  const ordered = inOrder(routes);
  const problems = [...checkShadows(ordered), ...checkIds(ordered)];
  const combined: PlannedGatewayRoute[] = [];
  for (const route of ordered) {
    const service = services.get(route.service);
    if (service === undefined) continue;
    const plan = combine(route, service, planned.get(service.key) ?? unplanned(service));
    combined.push(...plan.routes);
    problems.push(...plan.problems);
  }
  return { routes: combined, problems: distinct(problems) };
}

function combine(route: GatewayRoute, service: Service, serviceRoutes: readonly PlannedRoute[]): Plan<PlannedGatewayRoute> {
  const routes: PlannedGatewayRoute[] = [];
  const problems: Problem[] = [];
  for (const inner of serviceRoutes) {
    const seen = throughGateway(route, inner);
    if (seen === 'disjoint') continue;
    if (seen === 'inexpressible') {
      problems.push(inexpressible(route, service, inner));
      continue;
    }
    problems.push(...checkPair(route, inner));
    routes.push(merged(route, inner, seen));
    if (seen.whole) break;
  }
  return { routes, problems };
}

/** A service's route as the gateway sees it. */
interface Seen {
  readonly match: RouteMatch;
  readonly rewrite: Rewrite | undefined;
  readonly target: PlannedTarget;
  /** Whether it takes all that the gateway's route matches. */
  readonly whole: boolean;
}

function throughGateway(route: GatewayRoute, inner: PlannedRoute): Meet<Seen> {
  const path = pathThrough(route, inner.match.path);
  if (path === 'disjoint' || path === 'inexpressible') return path;
  const { path: _asked, ...outerRest } = route.match;
  const innerRest = authorityThrough(route, inner.match);
  if (innerRest === 'disjoint' || innerRest === 'inexpressible') return innerRest;
  const rest = intersect(outerRest, innerRest);
  if (rest === 'disjoint' || rest === 'inexpressible') return rest;
  const replaced = mergedRewrite(route, inner, path);
  const target = narrowedTarget(inner, path.path);
  if (replaced === 'inexpressible' || target === undefined) return 'inexpressible';
  return {
    match: path.path === undefined ? rest : { path: path.path, ...rest },
    rewrite: target.kind === 'destinations' ? replaced : undefined,
    target,
    whole: path.whole && covers(innerRest, outerRest),
  };
}

interface PathThrough {
  readonly path: PathPattern | undefined;
  /** What the gateway's own rewrite makes of these paths. */
  readonly replacement: string | undefined;
  readonly whole: boolean;
}

function pathThrough({ match, rewrite }: GatewayRoute, condition: PathPattern | undefined): Meet<PathThrough> {
  if (rewrite?.path !== undefined) return beforeRewrite(match.path, rewrite.path, condition);
  const whole = covers({ path: condition }, { path: match.path });
  // what comes out of a regular expression cannot be told
  if (rewrite?.regex !== undefined && !isEveryPath(condition)) return 'inexpressible';
  const both = intersect({ path: match.path }, { path: condition });
  return both === 'disjoint' || both === 'inexpressible' ? both : { path: both.path, replacement: undefined, whole };
}

/** The conditions of a service's route but the path; one on the host is about what the gateway's rewrite makes of it. */
function authorityThrough({ rewrite }: GatewayRoute, match: RouteMatch): Meet<RouteMatch> {
  const { path: _path, authority, ...rest } = match;
  if (authority === undefined) return rest;
  if (rewrite?.authority === undefined) return { ...rest, authority };
  if (authority.kind === 'regex') return 'inexpressible';
  return coversString(authority, { kind: 'exact', value: rewrite.authority }) ? rest : 'disjoint';
}

function mergedRewrite(route: GatewayRoute, inner: PlannedRoute, { path, replacement }: PathThrough): Rewrite | undefined | 'inexpressible' {
  const [outer, own] = [route.rewrite, inner.rewrite];
  const result: { -readonly [Key in keyof Rewrite]: Rewrite[Key] } = {};
  if (replacement !== undefined) {
    result.path = replacement;
  } else if (outer?.regex !== undefined) {
    result.regex = outer.regex;
  } else if (own?.regex !== undefined) {
    result.regex = own.regex;
  } else if (own?.path !== undefined) {
    const narrowed = narrowedReplacement(own.path, inner.match.path, path);
    if (narrowed === undefined) return 'inexpressible';
    result.path = narrowed;
  }
  const authority = outer?.authority ?? own?.authority;
  if (authority !== undefined) result.authority = authority;
  return Object.keys(result).length === 0 ? undefined : result;
}

function narrowedTarget({ target, match }: PlannedRoute, path: PathPattern | undefined): PlannedTarget | undefined {
  if (target.kind !== 'redirect' || target.redirect.prefixRewrite === undefined) return target;
  const prefixRewrite = narrowedReplacement(target.redirect.prefixRewrite, match.path, path);
  return prefixRewrite === undefined ? undefined : { kind: 'redirect', redirect: { ...target.redirect, prefixRewrite } };
}

/** The gateway's own settings come before the service's. */
function merged(route: GatewayRoute, inner: PlannedRoute, { match, rewrite, target, whole }: Seen): PlannedGatewayRoute {
  return {
    name: whole ? route.id : `${route.id}-${inner.name}`,
    match,
    target,
    timeoutMs: route.timeoutMs ?? inner.timeoutMs,
    retries: route.retries ?? inner.retries,
    fault: inner.fault,
    mirror: inner.mirror,
    cors: route.cors ?? inner.cors,
    headers: mergedHeaders(route.headers, inner.headers),
    rewrite,
    origin: route.origin,
    service: route.service,
    port: route.port.number,
  };
}

function mergedHeaders(outer: HeaderChanges | undefined, inner: HeaderChanges | undefined): HeaderChanges | undefined {
  if (outer === undefined || inner === undefined) return outer ?? inner;
  const side = (of: 'request' | 'response'): HeaderChanges['request'] => {
    const [a, b] = [outer[of], inner[of]];
    if (a === undefined || b === undefined) return a ?? b;
    const decided = new Set([a.set, a.add].flatMap((changes) => Object.keys(changes ?? {})).concat(a.remove ?? []).map((name) => name.toLowerCase()));
    const open = (name: string) => !decided.has(name.toLowerCase());
    const kept = (changes: Readonly<Record<string, string>> | undefined) => Object.entries(changes ?? {}).filter(([name]) => open(name));
    return {
      set: { ...a.set, ...Object.fromEntries(kept(b.set)) },
      add: { ...a.add, ...Object.fromEntries(kept(b.add)) },
      remove: [...(a.remove ?? []), ...(b.remove ?? []).filter(open)],
    };
  };
  return { request: side('request'), response: side('response') };
}

function checkPair(route: GatewayRoute, inner: PlannedRoute): Problem[] {
  const [outer, own] = [route.rewrite, inner.rewrite];
  const problems: Problem[] = [];
  const both = (what: string) => problem(route.origin, 'MSH144', {
    what: `the ${what} is rewritten twice, by gateway route ${route.id} and by ${named(inner.origin)}: a proxy does it once`,
    got: { gateway: outer, service: own ?? inner.target },
    fix: 'rewrite in one of them',
  });
  // a redirect names a path that the client is to ask the gateway for, which would rewrite it again
  const redirect = inner.target.kind === 'redirect' && inner.target.redirect.authority === undefined ? inner.target.redirect : undefined;
  if ((outer?.path ?? outer?.regex) !== undefined && (own?.path ?? own?.regex ?? redirect?.uri ?? redirect?.prefixRewrite) !== undefined) problems.push(both('path'));
  if (outer?.authority !== undefined && own?.authority !== undefined) problems.push(both('host'));
  if (own?.regex !== undefined && route.grantPaths !== undefined && !route.grantPathsGiven) {
    problems.push(problem(route.origin, 'MSH145', {
      what: `what ${named(inner.origin)} makes of the paths of gateway route ${route.id} follows from a regular expression, and no policy can name it`,
      got: own.regex,
      fix: 'say in `allowedPaths` of the gateway route what the service receives',
    }));
  }
  const ownLimits = route.timeoutMs !== undefined || route.retries !== undefined;
  if (ownLimits && inner.target.kind === 'destinations') {
    problems.push(...checkFits(route.origin, route.timeoutMs ?? inner.timeoutMs, route.retries ?? inner.retries));
  }
  return problems;
}

function checkIds(routes: readonly GatewayRoute[]): Problem[] {
  const seen = new Map<string, GatewayRoute>();
  return routes.flatMap((route) => {
    const other = seen.get(route.id);
    seen.set(route.id, other ?? route);
    return other === undefined ? [] : [problem(route.origin, 'MSH132', {
      what: `${route.gateway} already has a route of this name, from ${named(other.origin)}`, got: route.id, fix: 'give the route another name',
    })];
  });
}

function inexpressible(route: GatewayRoute, service: Service, inner: PlannedRoute): Problem {
  return problem(route.origin, 'MSH143', {
    what: `gateway route ${route.id} and route ${inner.name} of ${service.name} cannot be combined: what both ask of the path or of one header is more than one condition, and Istio takes one`,
    got: { gateway: route.match, service: inner.match, ...(route.rewrite === undefined ? {} : { rewrite: route.rewrite }) },
    allowed: 'paths that are exact, a prefix or a subtree, and headers that only one of them asks for',
    fix: `change the match of the gateway route, or of ${named(inner.origin)}`,
  });
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((each) => [`${each.code} ${each.path} ${each.message}`, each])).values()];
}
