import { GATEWAY_API, kindOf, kubernetesGatewaysOf, type KubernetesGateway, type Listener, type ParentReference, type Route } from './gateway-api';
import { grouped, type Manifests } from './manifests';

/** A parent that a route names, and where. */
export interface RouteParent {
  readonly parent: ParentReference;
  readonly kind: string;
  readonly namespace: string;
  readonly path: string;
}

export const GATEWAY = `${GATEWAY_API}/Gateway`;

export function parentsOf({ metadata, spec }: Route): RouteParent[] {
  return (spec.parentRefs ?? []).map((parent, index) => ({
    parent, kind: kindOf(parent, GATEWAY), namespace: parent.namespace ?? metadata.namespace, path: `spec.parentRefs[${index}]`,
  }));
}

export function findGateway(manifests: Manifests, namespace: string, name: string): KubernetesGateway | undefined {
  const byName = manifests.once('gateways of the Gateway API', () =>
    grouped(kubernetesGatewaysOf(manifests), ({ metadata }) => `${metadata.namespace}/${metadata.name}`));
  return byName.get(`${namespace}/${name}`)?.[0];
}

/** The listeners of a Gateway that a reference means. */
export function listenersMeant({ spec }: KubernetesGateway, { sectionName, port }: ParentReference): readonly Listener[] {
  return (spec.listeners ?? []).filter((listener) =>
    (sectionName === undefined || listener.name === sectionName) && (port === undefined || listener.port === port));
}
