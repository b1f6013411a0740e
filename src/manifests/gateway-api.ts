import type { LabelSelector } from './kinds/network-policy';
import type { Manifest } from './manifest';
import { grouped, type Manifests } from './manifests';
import { fulfils, NAME_OF_NAMESPACE } from './selectors';

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ */
export interface KubernetesGatewaySpec {
  readonly gatewayClassName: string;
  readonly listeners?: readonly Listener[];
}

export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
  readonly tls?: { readonly mode?: string; readonly certificateRefs?: readonly Reference[] };
  readonly allowedRoutes?: {
    readonly kinds?: readonly { readonly group?: string; readonly kind: string }[];
    readonly namespaces?: { readonly from?: string; readonly selector?: LabelSelector };
  };
}

export interface Reference {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly port?: number;
}

export interface ParentReference extends Reference {
  readonly sectionName?: string;
}

export interface BackendReference extends Reference {
  readonly weight?: number;
}

export interface RouteSpec {
  readonly parentRefs?: readonly ParentReference[];
  readonly hostnames?: readonly string[];
  readonly rules?: readonly RouteRule[];
}

export interface RouteRule {
  readonly backendRefs?: readonly BackendReference[];
  readonly filters?: readonly { readonly type: string; readonly requestMirror?: { readonly backendRef: Reference } }[];
}

export const GATEWAY_API = 'gateway.networking.k8s.io';
/** The kinds of routes that Istio reads. */
export const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'] as const;

export type Route = Manifest<RouteSpec>;
export type KubernetesGateway = Manifest<KubernetesGatewaySpec>;

/** Versions that are no longer served are left out: nothing is known of their shape. */
const SERVED = /\/v1(beta1)?$/;

export function routesOf(manifests: Manifests): readonly Route[] {
  return ROUTE_KINDS.flatMap((kind) => manifests.ofKind(`${GATEWAY_API}/${kind}`)).filter(({ apiVersion }) => SERVED.test(apiVersion)) as unknown as Route[];
}

export function kubernetesGatewaysOf(manifests: Manifests): readonly KubernetesGateway[] {
  return manifests.ofKind(`${GATEWAY_API}/Gateway`).filter(({ apiVersion }) => SERVED.test(apiVersion)) as unknown as KubernetesGateway[];
}

/** What a reference means: the group and kind it leaves out depend on where it stands. */
export function kindOf({ group, kind }: Reference, byDefault: string): string {
  const [defaultGroup, defaultKind] = byDefault.split('/');
  return `${(group ?? defaultGroup) === 'core' ? '' : group ?? defaultGroup}/${kind ?? defaultKind}`;
}

/** Where a route leads, mirrors included. */
export function backendsOf({ spec }: Route): { readonly backend: Reference; readonly path: string }[] {
  return (spec.rules ?? []).flatMap(({ backendRefs = [], filters = [] }, rule) => {
    const at = `spec.rules[${rule}]`;
    const mirrors = filters.flatMap(({ requestMirror }, index) =>
      (requestMirror === undefined ? [] : [{ backend: requestMirror.backendRef, path: `${at}.filters[${index}].requestMirror.backendRef` }]));
    return [...backendRefs.map((backend, index) => ({ backend, path: `${at}.backendRefs[${index}]` })), ...mirrors];
  });
}

interface Grant {
  readonly from?: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  readonly to?: readonly { readonly group: string; readonly kind: string; readonly name?: string }[];
}

interface Named {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Whether a namespace lets objects of another one name its own. */
export function isGranted(manifests: Manifests, from: Manifest<unknown>, to: Named): boolean {
  const group = from.apiVersion.split('/')[0];
  const grants = manifests.once('reference grants', () => grouped(manifests.ofKind(`${GATEWAY_API}/ReferenceGrant`), ({ metadata }) => metadata.namespace));
  return (grants.get(to.namespace) ?? []).some(({ spec }) => {
    const grant = spec as Grant;
    return (grant.from ?? []).some((one) => one.group === group && one.kind === from.kind && one.namespace === from.metadata.namespace)
      && (grant.to ?? []).some((one) => `${one.group}/${one.kind}` === to.kind && (one.name === undefined || one.name === '' || one.name === to.name));
  });
}

/** Whether a listener takes routes of a namespace; undefined where nothing is known of its labels. */
export function admitsNamespace(manifests: Manifests, { allowedRoutes }: Listener, ownNamespace: string, namespace: string): boolean | undefined {
  const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {};
  if (from === 'All') return true;
  if (from === 'Same') return namespace === ownNamespace;
  const labels = manifests.namespaceLabels(namespace);
  return labels === undefined ? undefined : fulfils({ [NAME_OF_NAMESPACE]: namespace, ...labels }, selector);
}

const KINDS_OF_PROTOCOL: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'], HTTPS: ['HTTPRoute', 'GRPCRoute'], TCP: ['TCPRoute'], TLS: ['TLSRoute'],
};

/** The kinds of routes that Istio lets a listener take. */
export function kindsOfListener({ protocol, tls, allowedRoutes }: Listener): readonly string[] {
  const kinds = [...KINDS_OF_PROTOCOL[protocol] ?? [], ...(protocol === 'TLS' && tls?.mode === 'Terminate' ? ['TCPRoute'] : [])];
  const allowed = allowedRoutes?.kinds ?? [];
  if (allowed.length === 0) return kinds;
  return kinds.filter((kind) => allowed.some((one) => one.kind === kind && (one.group ?? GATEWAY_API) === GATEWAY_API));
}
