import { fullHost, halfQualified } from './hosts';
import type { Destination, VirtualServiceSpec } from './kinds/virtual-service';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { type Known, knowsHost } from './outside';
import { type RouteTarget, routedTo } from './route-targets';
import type { MeshHost } from './service-registry';

/** A destination of a VirtualService, and what it means. */
export interface ResolvedTarget extends RouteTarget {
  readonly virtualService: Manifest<VirtualServiceSpec>;
  readonly host: string;
}

/** Every destination of every VirtualService, with the full name of its host. */
export function allDestinations(manifests: Manifests): readonly ResolvedTarget[] {
  return manifests.once('destinations', () => manifests.ofKind('networking.istio.io/VirtualService').flatMap((virtualService) =>
    routedTo(virtualService.spec).map((target) => ({ ...target, virtualService, host: hostOf(manifests, virtualService, target.destination) }))));
}

/** The hosts that a VirtualService's destination may be, as far as the VirtualService or those it is exported to can see them. */
export function visibleDestinations(manifests: Manifests, { virtualService: { metadata, spec }, host }: ResolvedTarget): readonly MeshHost[] {
  const own = manifests.hosts.findFrom(metadata.namespace, host);
  if (own.length > 0) return own;
  return (spec.exportTo ?? []).flatMap((scope) => (scope === '.' || scope === '*' ? [] : manifests.hosts.findFrom(scope, host)));
}

/** What is wrong with the host of a destination; a half-qualified one is another matter. */
export function missingHost(manifests: Manifests, target: ResolvedTarget): 'unknown' | 'hidden' | undefined {
  const meant = halfQualified(target.host, manifests.surroundings.clusterDomain);
  if (meant !== undefined && manifests.hosts.find(meant).length > 0) return undefined;
  const known: Known = knowsHost(manifests, target.host);
  if (known === false) return 'unknown';
  return manifests.hosts.find(target.host).length > 0 && visibleDestinations(manifests, target).length === 0 ? 'hidden' : undefined;
}

function hostOf(manifests: Manifests, { metadata }: Manifest<unknown>, { host }: Destination): string {
  return fullHost(host, metadata.namespace, manifests.surroundings.clusterDomain);
}
