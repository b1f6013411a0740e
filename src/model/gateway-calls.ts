import type { Call } from './call';
import type { Facts } from './facts';
import type { GatewayRouteFact } from './gateway';
import { coversPath, meetPaths } from './path-pattern';
import { afterRewrite, narrowedReplacement } from './path-rewrite';
import type { PlannedRoute } from './route';
import type { Service } from './service';
import type { PathPattern } from './traffic';

/** What a gateway routes, its identity must be allowed to call. */
export function gatewayCalls(facts: Facts, services: ReadonlyMap<string, Service>, planned: ReadonlyMap<string, readonly PlannedRoute[]>): Call[] {
  const { namespace, serviceAccountName, labels } = facts.settings.ingressGateway;
  const caller = { kind: 'gateway', identity: { namespace, serviceAccountName }, podLabels: labels } as const;
  return [
    ...facts.gatewayRoutes.map((route) => {
      const { service, match, port, origin } = route;
      // an ambient node's proxy reads no requests: what may be asked for is up to the gateway's route alone
      const read = services.get(service)?.dataPlane !== 'AMBIENT';
      const paths = read ? receivedPaths(route, planned.get(service) ?? []) : undefined;
      return { caller, callee: service, operation: { methods: read ? match.methods : undefined, paths, ports: [port] }, origin };
    }),
    ...facts.passthroughRoutes.map(({ service, port, origin }) =>
      ({ caller, callee: service, operation: { methods: undefined, paths: undefined, ports: [port] }, origin })),
  ];
}

/** The service's own routes may rewrite what the gateway sends: its policy sees the path after that. Undefined: every path. */
function receivedPaths({ grantPaths, grantPathsGiven }: GatewayRouteFact, inside: readonly PlannedRoute[]): readonly PathPattern[] | undefined {
  if (grantPaths === undefined || grantPathsGiven) return grantPaths;
  const rewritten = inside.flatMap((route) => grantPaths.flatMap((sent) => rewrittenBy(route, sent) ?? []));
  const all = [...grantPaths, ...rewritten];
  return all.filter((path, index) => !all.some((other, at) => at !== index && coversPath(other, path) && (at < index || !coversPath(path, other))));
}

/** Undefined where the route does not rewrite these paths, or where planning says that it cannot be told. */
function rewrittenBy({ match, rewrite, target }: PlannedRoute, sent: PathPattern): PathPattern | undefined {
  if (rewrite?.path === undefined || target.kind !== 'destinations') return undefined;
  const both = meetPaths(sent, match.path);
  if (both === 'disjoint' || both === 'inexpressible') return undefined;
  const replacement = narrowedReplacement(rewrite.path, match.path, both);
  return replacement === undefined ? undefined : afterRewrite(both, replacement);
}
