import type { Environment, ProtectedService } from './control';
import { gatewaysOf } from '../../manifests/gateways';
import { fullHost } from '../../manifests/hosts';
import { ingressBackendsOf, ingressesOf } from '../../manifests/ingress';
import type { GatewaySpec } from '../../manifests/kinds/gateway';
import type { Manifest } from '../../manifests/manifest';
import { routedTo } from '../../manifests/route-targets';

/** A gateway of Istio through which requests from outside get to a service, and the routes by which they do. */
export interface Entrance {
  readonly gateway: Manifest<GatewaySpec>;
  readonly routes: Manifest<unknown>;
}

/** The ways from outside to a service that lead through gateways of Istio. */
export function entrancesTo({ manifests }: Environment, { callee: { host } }: ProtectedService): readonly Entrance[] {
  const { clusterDomain } = manifests.surroundings;
  return manifests.ofKind('networking.istio.io/VirtualService').flatMap((routes) => {
    const leads = routedTo(routes.spec).some(({ destination }) => fullHost(destination.host, routes.metadata.namespace, clusterDomain) === host);
    return !leads ? [] : gatewaysOf(routes).flatMap(({ namespace, name }) => {
      const gateway = manifests.find('networking.istio.io/Gateway', namespace, name);
      return gateway === undefined ? [] : [{ gateway, routes }];
    });
  });
}

/** What else leads to a service, and is no gateway of Istio. */
export function waysAround({ manifests }: Environment, { service }: ProtectedService): readonly Manifest<unknown>[] {
  const { namespace, name } = service.metadata;
  const ingresses = ingressesOf(manifests).filter((ingress) => ingress.metadata.namespace === namespace
    && ingressBackendsOf(ingress).some((backend) => backend.service.name === name));
  const routes = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].flatMap((kind) => manifests.ofKind(`gateway.networking.k8s.io/${kind}`));
  return [...ingresses, ...routes.filter((route) => backendsOf(route.spec).some((backend) =>
    backend.name === name && (backend.namespace ?? route.metadata.namespace) === namespace))];
}

function backendsOf(spec: any): readonly { readonly name?: string; readonly namespace?: string }[] {
  return (spec.rules ?? []).flatMap((rule: any) => rule?.backendRefs ?? []);
}
