import { type GatewayPods, type GatewayServer, inNamespace } from './gateway-servers';
import { type Route, routesOf } from './route';
import { VirtualHosts } from './virtual-hosts';
import { virtualServicesFor } from './virtual-services';
import { serverHostsFor } from '../manifests/gateways';
import { hostMatches } from '../manifests/hosts';
import type { Manifests } from '../manifests/manifests';

interface Group {
  readonly routes: Route[];
  redirectsToHttps: boolean;
}

/** The hosts that servers of a gateway serve together, with the routes of all VirtualServices that are about them. */
export function gatewayHosts(manifests: Manifests, pods: GatewayPods, servers: readonly GatewayServer[]): VirtualHosts {
  const groups = new Map<string, Group>();
  const built = new Map<string, readonly Route[]>();
  for (const server of servers) {
    const redirects = server.server.tls?.httpsRedirect === true;
    for (const virtualService of virtualServicesFor(manifests, server.gateway, pods.namespace)) {
      const hosts = intersection(serverHostsFor(server.server, server.namespace, virtualService.namespace), virtualService.hosts);
      if (hosts.length === 0) continue;
      const { metadata } = virtualService.manifest;
      const key = `${server.gateway} ${metadata.namespace}/${metadata.name}`;
      const routes =
        built.get(key) ??
        routesOf(virtualService, { port: server.server.port.number, gateway: server.gateway, namespace: pods.namespace, labels: pods.labels });
      if (routes.length === 0) continue;
      built.set(key, routes);
      for (const host of hosts) add(groups, host, routes, redirects);
    }
    if (redirects) for (const host of server.server.hosts ?? []) add(groups, inNamespace(host, server.namespace), [], true);
  }
  const all = new VirtualHosts();
  for (const [host, { routes, redirectsToHttps }] of groups) all.add(host, { routes: inOrder(routes), service: undefined, redirectsToHttps });
  return all;
}

function add(groups: Map<string, Group>, host: string, routes: readonly Route[], redirects: boolean): void {
  const name = host.toLowerCase();
  const group = groups.get(name);
  if (group === undefined) {
    groups.set(name, { routes: [...routes], redirectsToHttps: redirects });
  } else {
    group.routes.push(...routes);
    group.redirectsToHttps ||= redirects;
  }
}

/** What takes every request comes last, since routes of several VirtualServices stand together. */
function inOrder(routes: readonly Route[]): readonly Route[] {
  return [...routes.filter(({ match }) => !match.isCatchAll), ...routes.filter(({ match }) => match.isCatchAll)];
}

function intersection(one: readonly string[], other: readonly string[]): string[] {
  const found = one.flatMap((host) => other.flatMap((second) => (hostMatches(second, host) ? [host] : hostMatches(host, second) ? [second] : [])));
  return [...new Set(found)];
}
