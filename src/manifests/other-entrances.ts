import { dataPlaneOf, isGatewayPod } from './data-plane';
import { backendsOf, GATEWAY_API, kindOf, ROUTE_KINDS, routesOf } from './gateway-api';
import { classOf, INGRESS, ingressBackendsOf, ingressesOf, podsBehind, portOf } from './ingress';
import type { ServiceSpec } from './kinds/core';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { acceptedTls } from './mutual-tls';
import { findGateway, GATEWAY, parentsOf } from './route-parents';
import { targetPortOf, type Workload } from './workload';

/** A way from outside to a Service, which no gateway of Istio serves. */
export interface OtherEntrance {
  readonly object: Manifest<unknown>;
  /** Where the Service is named. */
  readonly path: string;
  /** Who serves it, for a message. */
  readonly by: string;
  readonly namespace: string;
  readonly service: string;
  readonly port: { readonly number?: number; readonly name?: string };
}

export interface MeshedPods {
  readonly workload: Workload;
  readonly mode: 'STRICT' | 'PERMISSIVE' | 'DISABLE';
}

const NGINX_KINDS = ['k8s.nginx.org/VirtualServer', 'k8s.nginx.org/VirtualServerRoute', 'k8s.nginx.org/TransportServer'];
const KONG_KINDS = ['configuration.konghq.com/TCPIngress', 'configuration.konghq.com/UDPIngress'];
const GATEWAY_CLASS = `${GATEWAY_API}/GatewayClass`;

/** All that is looked at to find them. */
export const ENTRANCE_KINDS = [INGRESS, ...ROUTE_KINDS.map((kind) => `${GATEWAY_API}/${kind}`), GATEWAY, GATEWAY_CLASS, ...NGINX_KINDS, ...KONG_KINDS];

/** What routes outside of Istio say: Ingresses, routes of other gateways, objects of NGINX and Kong. */
export function otherEntrances(manifests: Manifests): readonly OtherEntrance[] {
  return manifests.once('other entrances', () => [...byIngress(manifests), ...byRoute(manifests), ...byNginx(manifests), ...byKong(manifests)]);
}

/** The pods of the mesh to which it leads, gateways aside, and what they accept there: with `mode` STRICT a certificate of the mesh only. */
export function meshedPodsBehind(manifests: Manifests, { namespace, service: name, port }: Pick<OtherEntrance, 'namespace' | 'service' | 'port'>): MeshedPods[] {
  const service = manifests.find('/Service', namespace, name);
  const target = service && portOf(service, port);
  if (target === undefined) return [];
  return podsBehind(manifests, service!).flatMap((workload) => {
    const number = targetPortOf(target.targetPort ?? target.port, workload);
    const plane = dataPlaneOf(manifests, workload);
    const mode = number === undefined ? undefined : acceptedTls(manifests, workload, number)?.mode;
    return mode === undefined || isGatewayPod(workload) || (plane !== 'sidecar' && plane !== 'ambient') ? [] : [{ workload, mode }];
  });
}

/** Services that are open to the outside themselves. */
export function openServices(manifests: Manifests): readonly Manifest<ServiceSpec & { readonly type?: string }>[] {
  return manifests.ofKind('/Service').filter(({ spec: { type } }: Manifest<{ readonly type?: string }>) => type === 'LoadBalancer' || type === 'NodePort') as never;
}

function byIngress(manifests: Manifests): OtherEntrance[] {
  return ingressesOf(manifests).flatMap((ingress) => {
    const served = classOf(ingress);
    // Istio's own gateway serves this class, and is in the mesh
    if (served === undefined || served === 'istio') return [];
    return ingressBackendsOf(ingress).map(({ service: { name, port = {} }, path }) => ({
      object: ingress, path: `${path}.name`, by: `the controller of class ${served}`, namespace: ingress.metadata.namespace, service: name, port,
    }));
  });
}

/** Of Gateways that are known: names of others say nothing of their class. */
function byRoute(manifests: Manifests): OtherEntrance[] {
  return routesOf(manifests).flatMap((route) => {
    const others = parentsOf(route).flatMap(({ kind, namespace, parent }) => {
      const gateway = kind === GATEWAY ? findGateway(manifests, namespace, parent.name) : undefined;
      return gateway === undefined || isOfIstio(manifests, gateway.spec.gatewayClassName) ? [] : [gateway];
    });
    if (others.length === 0) return [];
    const [{ metadata, spec: { gatewayClassName } }] = others;
    return backendsOf(route).filter(({ backend }) => kindOf(backend, '/Service') === '/Service').map(({ backend, path }) => ({
      object: route,
      path: `${path}.name`,
      by: `Gateway ${metadata.namespace}/${metadata.name} of class ${gatewayClassName}`,
      namespace: backend.namespace ?? route.metadata.namespace,
      service: backend.name,
      port: { number: backend.port },
    }));
  });
}

/** Its classes begin so; another one says who serves it. */
function isOfIstio(manifests: Manifests, name: string): boolean {
  const found = manifests.ofKind(GATEWAY_CLASS).find(({ metadata }) => metadata.name === name);
  const controller = (found?.spec as { readonly controllerName?: string } | undefined)?.controllerName;
  return controller === undefined ? /^istio(-|$)/.test(name) : controller.startsWith('istio.io/');
}

interface NginxSpec {
  readonly upstreams?: readonly { readonly service?: string; readonly port?: number }[];
}

/** @see https://docs.nginx.com/nginx-ingress-controller/configuration/virtualserver-and-virtualserverroute-resources/ */
function byNginx(manifests: Manifests): OtherEntrance[] {
  return NGINX_KINDS.flatMap((kind) => manifests.ofKind(kind)).flatMap((object) => {
    const { upstreams = [] } = object.spec as NginxSpec;
    return upstreams.flatMap(({ service, port }, index) => {
      if (service === undefined) return [];
      const [name, namespace = object.metadata.namespace] = service.split('/').reverse();
      return [{ object, path: `spec.upstreams[${index}].service`, by: 'NGINX', namespace, service: name, port: { number: port } }];
    });
  });
}

interface KongSpec {
  readonly rules?: readonly { readonly backend?: { readonly serviceName?: string; readonly servicePort?: number } }[];
}

/** @see https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/ */
function byKong(manifests: Manifests): OtherEntrance[] {
  return KONG_KINDS.flatMap((kind) => manifests.ofKind(kind)).flatMap((object) => {
    const { namespace } = object.metadata;
    return ((object.spec as KongSpec).rules ?? []).flatMap(({ backend: { serviceName: service, servicePort } = {} }, index) =>
      (service === undefined ? [] : [{ object, path: `spec.rules[${index}].backend.serviceName`, by: 'Kong', namespace, service, port: { number: servicePort } }]));
  });
}
