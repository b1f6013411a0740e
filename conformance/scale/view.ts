import type { Mesh } from '../mesh/mesh';

/** What istiod has computed for one proxy, as that proxy holds it. */
export interface View {
  /** Of clusters, endpoints, listeners and routes, as JSON. */
  readonly bytes: number;
  readonly clusters: number;
  readonly listeners: number;
  /** Virtual hosts of all routes: one for each host of each port. */
  readonly hosts: number;
  /** Services of the system that it has clusters for. */
  readonly services: readonly string[];
}

const COMPUTED: Record<string, string> = {
  ClustersConfigDump: 'dynamic_active_clusters',
  EndpointsConfigDump: 'dynamic_endpoint_configs',
  ListenersConfigDump: 'dynamic_listeners',
  RoutesConfigDump: 'dynamic_route_configs',
};

export async function viewOf(mesh: Mesh, place: string): Promise<View> {
  const { body, status, error } = await mesh.asker.ask(place, { url: 'http://localhost:15000/config_dump?include_eds' });
  if (status !== 200) throw new Error(`the proxy of ${place} does not show what it has: ${status ?? error}`);
  const dumps: any[] = JSON.parse(body!).configs;
  const [clusters, endpoints, listeners, routes] = Object.entries(COMPUTED).map(([type, list]): any[] => {
    const dump = dumps.find((one) => one['@type'].endsWith(`.${type}`));
    if (!Array.isArray(dump?.[list])) throw new Error(`the proxy of ${place} has no ${list}`);
    return dump[list];
  });
  const services = clusters.flatMap(({ cluster }) => /^outbound\|\d+\|[^|]*\|(svc-.*)$/.exec(cluster.name)?.[1] ?? []);
  return {
    bytes: Buffer.byteLength(JSON.stringify([clusters, endpoints, listeners, routes])),
    clusters: clusters.length,
    listeners: listeners.length,
    hosts: routes.reduce((sum, { route_config }) => sum + route_config.virtual_hosts.length, 0),
    services: [...new Set(services)].sort(),
  };
}
