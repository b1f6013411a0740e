import type { Labels, Manifest } from './manifest';
import type { Manifests } from './manifests';

export const USE_WAYPOINT = 'istio.io/use-waypoint';

/** The waypoint that labels name, in full; undefined where they name none, or say that there is none. */
export function namedWaypoint(labels: Labels | undefined, namespace: string): { namespace: string; name: string } | undefined {
  const name = labels?.[USE_WAYPOINT];
  return name === undefined || name === '' || name === 'none' ? undefined : { name, namespace: labels!['istio.io/use-waypoint-namespace'] ?? namespace };
}

/** Where a waypoint's proxy stands for others: it calls them under its own name. */
export interface WaypointOf {
  readonly namespace: string;
  readonly name: string;
  readonly account: string;
}

/** The waypoint that requests for a Service pass; undefined where none does, or nobody knows. */
export function waypointOf(manifests: Manifests, service: Manifest<unknown>): WaypointOf | undefined {
  const { labels, namespace } = service.metadata;
  const named = namedWaypoint(labels[USE_WAYPOINT] === undefined ? manifests.namespaceLabels(namespace) : labels, namespace);
  if (named === undefined) return undefined;
  const gateway = manifests.find('gateway.networking.k8s.io/Gateway', named.namespace, named.name);
  const isFor = gateway?.metadata.labels['istio.io/waypoint-for'] ?? 'service';
  if (isFor !== 'service' && isFor !== 'all') return undefined;
  return { ...named, account: gateway?.metadata.annotations['gateway.istio.io/service-account'] ?? named.name };
}

/** Whether requests for an object pass a waypoint: by its own label, or that of its namespace; undefined where that is not known. */
export function hasWaypoint(manifests: Manifests, { metadata: { labels, namespace } }: Manifest<unknown>): boolean | undefined {
  if (labels[USE_WAYPOINT] !== undefined) return namedWaypoint(labels, namespace) !== undefined;
  const around = manifests.namespaceLabels(namespace);
  return around === undefined ? undefined : namedWaypoint(around, namespace) !== undefined;
}
