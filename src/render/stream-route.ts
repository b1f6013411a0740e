import { given, listed } from './given';
import { required } from './internal';
import type { Spec } from './spec';
import type { VirtualServiceSpecTcp, VirtualServiceSpecTls } from '../../imports/networking.istio.io';
import type { PassthroughRoute } from '../model/gateway';
import { fqdn, type MeshModel } from '../model/model';
import type { StreamRoute, WeightedVersion } from '../model/route';
import { isTls, type Service } from '../model/service';
import { sortedSet } from '../support/compare';

export interface StreamSpecs {
  readonly tcp: readonly Spec<VirtualServiceSpecTcp>[] | undefined;
  readonly tls: readonly Spec<VirtualServiceSpecTls>[] | undefined;
  /** Server names that the VirtualService must have as hosts too, or Istio refuses it. */
  readonly sniHosts: readonly string[];
}

/** Istio looks at `tcp` routes on TCP ports only, and at `tls` routes on TLS and HTTPS ports only. */
export function renderStreamRoutes(model: MeshModel, service: Service, isAlone: boolean): StreamSpecs {
  const routes = model.streamRoutesOf(service.key).filter((route) => route.versions.some(({ weight }) => weight > 0));
  if (routes.length === 0) return { tcp: undefined, tls: undefined, sniHosts: [] };
  const overTls = routes.filter((route) => isTls(portOf(service, route.port).protocol));
  const host = fqdn(service, model.settings);
  const specific = overTls.filter((route) => saysMore(service, route, routes));
  const tls = specific.length === 0 && isAlone && overTls.length === routes.length ? overTls : specific;
  return {
    tcp: listed(routes.filter((route) => !overTls.includes(route)).map((route) => ({
      match: [{ port: route.port }],
      route: destinations(host, route.port, route.versions),
    }))),
    tls: listed(tls.map((route) => ({
      match: [{ port: route.port, sniHosts: serverNames(route, host) }],
      route: destinations(host, route.port, route.versions),
    }))),
    sniHosts: sortedSet(tls.flatMap((route) => route.sniHosts)).filter((name) => name !== host),
  };
}

/**
 * A TLS port without routes takes connections whatever server name the client sends; with routes it refuses the names that none of them
 * lists. So a route that changes nothing is left out.
 */
function saysMore(service: Service, route: StreamRoute, routes: readonly StreamRoute[]): boolean {
  return service.versions.length > 1
    || service.versions.some(({ trafficPolicy }) => trafficPolicy !== undefined)
    || routes.some((other) => other.port === route.port && other.sniHosts.length > 0);
}

function serverNames(route: StreamRoute, host: string): readonly string[] {
  return route.sniHosts.length === 0 ? [host] : route.sniHosts;
}

/** Connections that a gateway passes on unopened, to the versions that get the port's connections inside the mesh. */
export function renderPassthrough(model: MeshModel, { service: key, port, host }: PassthroughRoute): Spec<VirtualServiceSpecTls> {
  const service = required(model.services.get(key), `service ${key}`);
  const ofPort = model.streamRoutesOf(key).filter((route) => route.port === port.number);
  const inside = ofPort.find((route) => route.sniHosts.includes(host)) ?? ofPort.find((route) => route.sniHosts.length === 0);
  return { match: [{ sniHosts: [host] }], route: destinations(fqdn(service, model.settings), port.number, inside?.versions ?? []) };
}

function destinations(host: string, port: number, versions: readonly WeightedVersion[]) {
  const getting = versions.filter(({ weight }) => weight > 0);
  if (getting.length === 0) return [{ destination: { host, port: { number: port } } }];
  return getting.map(({ version, weight }) => given({
    destination: { host, subset: version, port: { number: port } },
    weight: getting.length === 1 ? undefined : weight,
  }));
}

function portOf(service: Service, number: number) {
  return required(service.ports.find((port) => port.number === number), `port ${number} of ${service.key}`);
}
