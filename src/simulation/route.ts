import { compileMatch, type CompiledMatch, type Routed } from './http-match';
import type { HttpRule, VirtualService } from './virtual-services';
import type { HttpMatch } from '../manifests/kinds/virtual-service';
import { idOf, type Labels, type ObjectId } from '../manifests/manifest';
import { selects } from '../manifests/selectors';

/** One match of one rule, as a proxy has it. */
export interface Route {
  readonly rule: HttpRule;
  readonly object: ObjectId;
  /** `spec.http[0].match[1]`, or the rule where it has no matches. */
  readonly path: string;
  readonly match: CompiledMatch;
}

/** Whose routes they are: what holds for some proxies and ports only is left out for others. */
export interface RouteUse {
  readonly port: number;
  readonly gateway: string;
  readonly namespace: string;
  readonly labels: Labels;
}

/** The routes that a VirtualService is for a proxy, in their order; nothing after one that takes everything. */
export function routesOf(virtualService: VirtualService, use: RouteUse): readonly Route[] {
  const routes: Route[] = [];
  for (const rule of virtualService.http) {
    const matches = rule.rule.match ?? [];
    if (matches.length === 0) return [...routes, routeOf(rule, rule.path, undefined)];
    for (const [index, match] of matches.entries()) {
      if (!isFor(match, use, virtualService.fullGateway)) continue;
      const route = routeOf(rule, `${rule.path}.match[${index}]`, match);
      routes.push(route);
      if (route.match.isCatchAll) return routes;
    }
  }
  return routes;
}

function routeOf(rule: HttpRule, path: string, match: HttpMatch | undefined): Route {
  return { rule, object: idOf(rule.manifest), path, match: compileMatch(match) };
}

/** Where gateways are named, labels of the caller do not count. */
function isFor(
  match: HttpMatch | undefined | null,
  { port, gateway, namespace, labels }: RouteUse,
  fullGateway: (gateway: string) => string,
): boolean {
  if (match === undefined || match === null) return true;
  if (match.port !== undefined && match.port !== 0 && match.port !== port) return false;
  if (match.gateways?.length) return match.gateways.some((name) => fullGateway(name) === gateway);
  return selects(match.sourceLabels, labels) && (!match.sourceNamespace || match.sourceNamespace === namespace);
}

/** The first route that takes a request, and those that were asked before it. */
export function firstRoute(
  routes: readonly Route[],
  routed: Routed,
): { readonly route: Route | undefined; readonly before: readonly Route[]; readonly isKnown: boolean } {
  for (const [index, route] of routes.entries()) {
    const answer = route.match.test(routed);
    if (answer !== false) return { route, before: routes.slice(0, index), isKnown: answer !== undefined };
  }
  return { route: undefined, before: routes, isKnown: true };
}
