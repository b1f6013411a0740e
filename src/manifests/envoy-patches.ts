import type { EnvoyFilterSpec, EnvoyPatch } from './kinds/policies';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';

/** A patch of an EnvoyFilter. */
export interface PlacedPatch {
  readonly filter: Manifest<EnvoyFilterSpec>;
  readonly path: string;
  /** The filter that it brings, or that it stands beside. */
  readonly name: string | undefined;
  /** Whether what it does hangs on what other filters did before, and nothing says which come before. */
  readonly isRelative: boolean;
  readonly proxyVersion: string | undefined;
}

export function patchesOf(manifests: Manifests): readonly PlacedPatch[] {
  return manifests.once('patches of Envoy', () => manifests.ofKind('networking.istio.io/EnvoyFilter').flatMap((filter) =>
    (filter.spec.configPatches ?? []).map((patch, index) => ({
      filter,
      path: `spec.configPatches[${index}]`,
      name: nameOf(patch),
      isRelative: (filter.spec.priority ?? 0) === 0 && isRelative(patch),
      proxyVersion: patch.match?.proxy?.proxyVersion || undefined,
    }))));
}

function isRelative({ applyTo = '', patch }: EnvoyPatch): boolean {
  switch (patch?.operation) {
    case 'INSERT_BEFORE':
    case 'INSERT_AFTER':
      return true;
    case 'REMOVE':
      return applyTo !== 'ROUTE_CONFIGURATION' && applyTo !== 'HTTP_ROUTE';
    case 'REPLACE':
      return applyTo === 'NETWORK_FILTER' || applyTo === 'HTTP_FILTER' || applyTo === 'VIRTUAL_HOST';
    default:
      return false;
  }
}

function nameOf({ match, patch }: EnvoyPatch): string | undefined {
  if (patch?.value === undefined || patch.value === null) return undefined;
  const name: unknown = patch.value.name ?? (match as any)?.listener?.filterChain?.filter?.name;
  return typeof name === 'string' ? name : undefined;
}
