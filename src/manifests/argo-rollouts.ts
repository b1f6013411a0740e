import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { type Fields, fieldsAt, fieldsOf, listOf, textListOf, textOf } from '../support/fields';

/** A Rollout of Argo that shifts traffic by Istio. */
export interface IstioRollout {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly canary: Fields;
  readonly stableService: string | undefined;
  readonly canaryService: string | undefined;
  readonly virtualServices: readonly MovedVirtualService[];
  readonly subsets: { readonly stable: string; readonly canary: string } | undefined;
  readonly managedRoutes: readonly string[];
}

/** A VirtualService whose weights a Rollout writes. */
export interface MovedVirtualService {
  readonly namespace: string;
  readonly name: string;
  readonly routes: readonly string[];
  readonly path: string;
}

const CANARY = 'spec.strategy.canary';
const ISTIO = `${CANARY}.trafficRouting.istio`;

export function istioRolloutsOf(manifests: Manifests): readonly IstioRollout[] {
  return manifests.ofKind('argoproj.io/Rollout').flatMap((manifest) => {
    const canary = fieldsAt(manifest.spec, 'strategy', 'canary');
    const { managedRoutes, istio: given } = fieldsOf(canary.trafficRouting);
    if (given === undefined) return [];
    const istio = fieldsOf(given);
    const { namespace } = manifest.metadata;
    const { stableSubsetName, canarySubsetName } = fieldsOf(istio.destinationRule);
    return [{
      manifest,
      namespace,
      canary,
      ...servicesOf(canary),
      virtualServices: virtualServicesOf(istio, namespace),
      subsets: istio.destinationRule === undefined ? undefined : { stable: textOf(stableSubsetName) ?? '', canary: textOf(canarySubsetName) ?? '' },
      managedRoutes: listOf(managedRoutes).flatMap(({ name }) => textOf(name) ?? []),
    }];
  });
}

/** Ping and pong take turns in being the stable one. */
function servicesOf({ stableService, canaryService, pingPong }: Fields): { stableService: string | undefined; canaryService: string | undefined } {
  const { pingService, pongService } = fieldsOf(pingPong);
  return pingPong === undefined
    ? { stableService: textOf(stableService), canaryService: textOf(canaryService) }
    : { stableService: textOf(pingService), canaryService: textOf(pongService) };
}

function virtualServicesOf({ virtualService, virtualServices }: Fields, namespace: string): MovedVirtualService[] {
  const named: [Fields, string][] = [
    ...virtualService === undefined ? [] : [[fieldsOf(virtualService), `${ISTIO}.virtualService`] as [Fields, string]],
    ...listOf(virtualServices).map((one, index): [Fields, string] => [one, `${ISTIO}.virtualServices[${index}]`]),
  ];
  return named.flatMap(([one, path]) => {
    const name = textOf(one.name);
    return name === undefined ? [] : [{ ...placeOf(name, namespace), routes: textListOf(one.routes), path }];
  });
}

/** A name may be followed by its namespace, after a dot. */
function placeOf(reference: string, namespace: string): { namespace: string; name: string } {
  const parts = reference.replace(/\.cluster\.local$/, '').split('.');
  const last = parts.length > 1 ? parts.pop()! : namespace;
  return { namespace: last, name: parts.join('.') };
}
