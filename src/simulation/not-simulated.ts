import type { Place } from './policy-selection';
import { titleOf, idOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { selects } from '../manifests/selectors';

/** Objects that change proxies in ways that are not modelled, by kind. */
const KINDS = ['networking.istio.io/EnvoyFilter', 'extensions.istio.io/WasmPlugin', 'extensions.istio.io/TrafficExtension'];

/** What changes the proxies on the way and is not simulated, in words. */
export function notSimulated(manifests: Manifests, places: readonly Place[]): string[] {
  const { rootNamespace } = manifests.surroundings;
  const notes = KINDS.filter((kind) => manifests.ofKind(kind).length > 0).flatMap((kind) =>
    places.flatMap((place) =>
      [...new Set([place.namespace, rootNamespace])].flatMap((namespace) =>
        manifests
          .inNamespace(kind, namespace)
          .filter(({ spec }: any) => selects(spec.workloadSelector?.labels ?? spec.selector?.matchLabels, place.labels))
          .map((manifest) => titleOf(idOf(manifest))),
      ),
    ),
  );
  const ambient = places
    .filter(
      ({ namespace, labels }) =>
        (labels['istio.io/dataplane-mode'] ?? manifests.namespaceLabels(namespace)?.['istio.io/dataplane-mode']) === 'ambient',
    )
    .map(({ namespace }) => `ambient mode of ${namespace}`);
  return [...new Set([...notes, ...ambient])].map((what) => `not simulated: ${what}`);
}
