import type { Labels, Manifest } from './manifest';
import type { Manifests } from './manifests';

export const USE_WAYPOINT = 'istio.io/use-waypoint';

/** The waypoint that labels name, in full; undefined where they name none, or say that there is none. */
export function namedWaypoint(labels: Labels | undefined, namespace: string): { namespace: string; name: string } | undefined {
  const name = labels?.[USE_WAYPOINT];
  return name === undefined || name === '' || name === 'none' ? undefined : { name, namespace: labels!['istio.io/use-waypoint-namespace'] ?? namespace };
}

/** Whether requests for an object pass a waypoint: by its own label, or that of its namespace; undefined where that is not known. */
export function hasWaypoint(manifests: Manifests, { metadata: { labels, namespace } }: Manifest<unknown>): boolean | undefined {
  if (labels[USE_WAYPOINT] !== undefined) return namedWaypoint(labels, namespace) !== undefined;
  const around = manifests.namespaceLabels(namespace);
  return around === undefined ? undefined : namedWaypoint(around, namespace) !== undefined;
}
