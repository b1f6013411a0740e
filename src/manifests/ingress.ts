import { isGatewayPod } from './data-plane';
import type { ServiceSpec } from './kinds/core';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { isEmptySelector } from './selectors';
import type { Workload } from './workload';

/** @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
export interface IngressSpec {
  readonly ingressClassName?: string;
  readonly defaultBackend?: IngressBackend;
  readonly rules?: readonly { readonly http?: { readonly paths?: readonly { readonly backend: IngressBackend }[] } }[];
}

export interface IngressBackend {
  readonly service?: { readonly name: string; readonly port?: { readonly number?: number; readonly name?: string } };
}

export type Ingress = Manifest<IngressSpec>;
export const INGRESS = 'networking.k8s.io/Ingress';
/** Prefix of the annotations of the community's ingress-nginx. */
export const NGINX = 'nginx.ingress.kubernetes.io/';

export function ingressesOf(manifests: Manifests): readonly Ingress[] {
  return manifests.ofKind(INGRESS) as unknown as readonly Ingress[];
}

/** Who serves it: undefined where it does not say, so that the default class of the cluster does. */
export function classOf({ metadata, spec }: Ingress): string | undefined {
  return spec.ingressClassName ?? metadata.annotations['kubernetes.io/ingress.class'];
}

export function ingressBackendsOf({ spec }: Ingress): { readonly service: NonNullable<IngressBackend['service']>; readonly path: string }[] {
  const all: [IngressBackend | undefined, string][] = [
    [spec.defaultBackend, 'spec.defaultBackend'],
    ...(spec.rules ?? []).flatMap(({ http }, rule) => (http?.paths ?? []).map(({ backend }, index): [IngressBackend, string] => [backend, `spec.rules[${rule}].http.paths[${index}].backend`])),
  ];
  return all.flatMap(([backend, path]) => (backend?.service === undefined ? [] : [{ service: backend.service, path: `${path}.service` }]));
}

export function portOf(service: Manifest<ServiceSpec>, port: { readonly number?: number; readonly name?: string } | undefined) {
  return (service.spec.ports ?? []).find((one) => (port?.number !== undefined ? one.port === port.number : one.name === port?.name));
}

/** Whether the pods that an Ingress sends to are Istio's gateways: those among the manifests, and those that are known outside. */
export function leadsToGateway(manifests: Manifests, ingress: Ingress): boolean {
  return ingressBackendsOf(ingress).some(({ service: { name } }) => {
    const { namespace } = ingress.metadata;
    const service = manifests.find('/Service', namespace, name);
    return service === undefined
      ? manifests.surroundings.gatewayWorkloads.some((one) => one.namespace === namespace && Object.values(one.labels).includes(name))
      : podsBehind(manifests, service).some(isGatewayPod);
  });
}

export function podsBehind(manifests: Manifests, { metadata, spec }: Manifest<ServiceSpec>): readonly Workload[] {
  return isEmptySelector(spec.selector) ? [] : manifests.selected(metadata.namespace, spec.selector);
}
