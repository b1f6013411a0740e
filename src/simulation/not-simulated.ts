import { idOf, type Manifest, titleOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import type { Place } from '../manifests/policies';
import { selects } from '../manifests/selectors';

/** Objects that change proxies in ways that are not modelled, by kind. */
const KINDS = [
  'networking.istio.io/EnvoyFilter',
  'extensions.istio.io/WasmPlugin',
  'extensions.istio.io/TrafficExtension',
  'networking.istio.io/Sidecar',
  ...['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'].map((kind) => `gateway.networking.k8s.io/${kind}`),
];

/** What changes the proxies on the way and is not simulated, in words. */
export function notSimulated(manifests: Manifests, places: readonly Place[]): string[] {
  const kinds = manifests.once('kinds that are not simulated', () => KINDS.filter((kind) => manifests.ofKind(kind).some(isNotSimulated)));
  const objects = kinds.flatMap((kind) => places.flatMap((place) => aboutPlace(manifests, kind, place)));
  const found = [...objects.map((manifest) => titleOf(idOf(manifest))), ...places.flatMap((place) => ofPlace(manifests, place))];
  return found.length === 0 ? [] : [...new Set(found)].map((what) => `not simulated: ${what}`);
}

function aboutPlace(manifests: Manifests, kind: string, { namespace, labels }: Place): Manifest[] {
  const namespaces = new Set([namespace, manifests.surroundings.rootNamespace]);
  return [...namespaces]
    .flatMap((one) => manifests.inNamespace(kind, one))
    .filter((manifest: Manifest<any>) => {
      const selector = manifest.spec.workloadSelector?.labels ?? manifest.spec.selector?.matchLabels;
      return isNotSimulated(manifest) && selects(selector, labels);
    });
}

/** Of Sidecars, only listeners for the pod's own ports are left out. */
function isNotSimulated({ kind, spec }: Manifest<any>): boolean {
  return kind !== 'Sidecar' || (spec.ingress ?? []).length > 0;
}

function ofPlace(manifests: Manifests, { namespace, labels }: Place): string[] {
  const around = manifests.namespaceLabels(namespace);
  if (around === undefined) return [`whether pods of ${namespace} get a proxy: nothing is known of that namespace`];
  return (labels['istio.io/dataplane-mode'] ?? around['istio.io/dataplane-mode']) === 'ambient' ? [`ambient mode of ${namespace}`] : [];
}
