import { checkKongNames, twicePlugged, undistinguished, unknownCaller } from './check-kong';
import { type Edge, type EdgePath, widened } from './edge';
import type { GatewayRoute } from './gateway';
import { entranceKey, type KongAttachment, type KongConsumer, type KongEntrance, type KongPlan } from './kong';
import { meetPaths } from './path-pattern';
import { covers } from './route-match';
import { inOrder } from './route-order';
import { sameContent, sortedSet } from '../support/compare';
import type { Problem } from '../support/errors';

/** What was said of one Kong. */
export interface KongFacts {
  readonly edge: Edge;
  /** All routes of its gateway. */
  readonly routes: readonly GatewayRoute[];
  readonly attachments: readonly KongAttachment[];
  readonly consumers: readonly KongConsumer[];
}

/** The plugins that hold where Kong lets requests in: those of the routes to which the gateway may send them. */
export function planKong(facts: KongFacts): KongPlan {
  const problems: Problem[] = [...checkKongNames(facts)];
  const known = new Map(facts.routes.map(({ id }) => [id, pluginsOf(id, facts.attachments)]));
  for (const plugins of known.values()) problems.push(...twicePlugged(plugins), ...unknownCaller(plugins));
  const entrances = new Map<string, KongEntrance>();
  for (const { host } of facts.edge.hosts) {
    for (const { path, routes } of doorsOf(facts.routes.filter((route) => route.hosts.includes(host)))) {
      const different = routes.filter(({ id }) => !sameContent(names(known.get(id)!), names(known.get(routes[0].id)!)));
      if (different.length > 0) problems.push(undistinguished(facts.edge, host, path, [routes[0], ...different]));
      entrances.set(entranceKey(host, path), { host, path, plugins: names(known.get(routes[0].id)!) });
    }
  }
  const consumers = new Map(facts.consumers.map(({ name }) => [name, forConsumer(name, facts.attachments)]));
  return { entrances, consumers, problems };
}

/**
 * The plugins of one route. As in Kong, what is said of the route counts before what is said of all of them, for each kind of plugin. Those
 * for consumers stand beside: they are for others.
 */
function pluginsOf(route: string, attachments: readonly KongAttachment[]): KongAttachment[] {
  const here = attachments.filter(({ routes }) => routes === undefined || routes.includes(route));
  const own = new Set(here.filter(({ routes, consumers }) => routes !== undefined && consumers === undefined).map(({ plugin }) => plugin.plugin));
  return here.filter(({ routes, consumers, plugin }) => routes !== undefined || consumers !== undefined || !own.has(plugin.plugin));
}

/** Those that the entrance itself names: what is for consumers everywhere, or for everything, names itself. */
function names(attachments: readonly KongAttachment[]): string[] {
  const here = attachments.filter(({ everywhere, routes, consumers }) => !everywhere && (routes !== undefined || consumers === undefined));
  return sortedSet(here.map(({ name }) => name));
}

function forConsumer(consumer: string, attachments: readonly KongAttachment[]): string[] {
  return sortedSet(attachments.filter(({ consumers }) => consumers?.includes(consumer)).map(({ name }) => name));
}

interface Door {
  readonly path: EdgePath;
  /** To which the gateway may send what comes in here, first the one that is tried first. */
  readonly routes: readonly GatewayRoute[];
}

/** Kong lets in by the longest path, the gateway decides by more than that: a request for one path may be another route's. */
function doorsOf(routes: readonly GatewayRoute[]): Door[] {
  const byPath = new Map<string, { readonly path: EdgePath; readonly routes: GatewayRoute[] }>();
  for (const route of routes) {
    const path = widened(route.match.path);
    const same = byPath.get(keyOf(path));
    if (same === undefined) byPath.set(keyOf(path), { path, routes: [route] });
    else same.routes.push(route);
  }
  return [...byPath.values()].map(({ path, routes: own }): Door => {
    const candidates = [...own, ...pathsAbove(path).flatMap((above) => byPath.get(keyOf(above))?.routes ?? [])];
    const ordered = inOrder(candidates.filter(({ match }) => meetPaths(match.path, path) !== 'disjoint'));
    const last = ordered.findIndex(({ match }) => covers(match, { path }));
    return { path, routes: last === -1 ? ordered : ordered.slice(0, last + 1) };
  });
}

function keyOf({ kind, value }: EdgePath): string {
  return `${kind} ${value}`;
}

/** `/a/b` lies in the subtrees of `/a` and `/`, and as an exact path in its own. */
function pathsAbove({ kind, value }: EdgePath): EdgePath[] {
  const segments = value.split('/').filter((segment) => segment !== '');
  const above = segments.map((_, index): EdgePath => ({ kind: 'subtree', value: `/${segments.slice(0, index).join('/')}` }));
  return kind === 'exact' && segments.length > 0 ? [...above, { kind: 'subtree', value: `/${segments.join('/')}` }] : above;
}
