import type { Edge, EdgeHost } from './edge';
import type { Facts } from './facts';
import { httpHosts } from './gateway';
import type { IngressRoute } from './ingress';
import type { MeshModel } from './model';
import type { Code } from '../support/codes';
import { sortedBy, sortedSet } from '../support/compare';
import { explain, type Fault, type Problem } from '../support/errors';

/** What edges and gateways say of each other must fit. */
export function edgeProblems(model: MeshModel, facts: Pick<Facts, 'ingressRoutes'>): Problem[] {
  return [
    ...model.edges.flatMap((edge) => [...unservedHosts(model, edge), ...nothingToPass(model, edge), ...unsafeHops(edge), ...grpcHosts(edge)]),
    ...hostsOfTwoEdges(model),
    ...ingressHosts(model, facts),
    ...pathsToTwoPlaces(facts),
    ...forgeableAddresses(model),
  ];
}

function problem({ origin }: Edge, code: Code, fault: Fault): Problem {
  return { code, path: origin.path, message: explain(fault) };
}

function servedBy(model: MeshModel, { gateway }: Edge): string[] {
  return httpHosts(model.gateways.get(gateway)?.servers ?? []);
}

function unservedHosts(model: MeshModel, edge: Edge): Problem[] {
  const served = servedBy(model, edge);
  return (edge.wanted ?? []).filter((host) => !served.includes(host)).map((host) => problem(edge, 'MSH400', {
    what: `gateway ${edge.gateway} reads no requests for this host`, got: host, allowed: served.join(', ') || 'none', fix: 'add it to a server of the gateway that is no passthrough',
  }));
}

/** A host without routes is answered with 404 by every proxy on the way; to name one is a mistake. */
function nothingToPass(model: MeshModel, edge: Edge): Problem[] {
  const served = servedBy(model, edge);
  const idle = (edge.wanted ?? []).filter((host) => served.includes(host) && !edge.hosts.some((of) => of.host === host));
  if (idle.length === 0 && (edge.hosts.length > 0 || edge.wanted !== undefined)) return [];
  return [problem(edge, 'MSH404', {
    what: idle.length === 0 ? `gateway ${edge.gateway} routes nothing that this edge could pass on` : `gateway ${edge.gateway} has no route for these hosts`,
    ...(idle.length === 0 ? {} : { got: idle }),
    fix: 'declare what the gateway serves with gateway.route(service, …)',
  })];
}

function unsafeHops(edge: Edge): Problem[] {
  const withTls = edge.hosts.filter(({ hop }) => hop.tls !== undefined);
  const mutual = edge.hosts.filter(({ hop }) => hop.tls === 'MUTUAL');
  const clear = edge.hosts.filter(({ hop }) => hop.tls === undefined);
  const names = (hosts: readonly EdgeHost[]) => hosts.map(({ host }) => host);
  const found: Problem[] = [];
  if (!edge.tls && withTls.length > 0) {
    return [problem(edge, 'MSH410', {
      what: 'the gateway ends TLS for these hosts, which an Ingress has no field for',
      got: names(withTls),
      fix: 'use NginxController.f5() or gatewayFabric(), or a gateway that says in `plaintextReason` why it is open in clear',
    })];
  }
  if (withTls.length > 0 && edge.caCertificate === undefined) {
    found.push(problem(edge, 'MSH402', {
      what: 'the gateway ends TLS for these hosts, and nothing says which certificate of it to believe', got: names(withTls), fix: 'name in `caCertificate` what holds the authorities that signed it',
    }));
  }
  if (mutual.length > 0 && edge.clientCertificate === undefined) {
    found.push(problem(edge, 'MSH403', {
      what: 'the gateway wants a client certificate for these hosts', got: names(mutual), fix: 'name in `clientCertificate` the Secret with a certificate that the gateway believes',
    }));
  }
  if (withTls.length === 0 && edge.caCertificate !== undefined && edge.hosts.length > 0) {
    found.push(problem(edge, 'MSH409', { what: '`caCertificate` has no effect: the gateway speaks plain HTTP for every host of this edge', got: names(clear), fix: 'give the gateway TLS, or leave it out' }));
  }
  if (mutual.length === 0 && edge.clientCertificate !== undefined && edge.hosts.length > 0) {
    found.push(problem(edge, 'MSH409', { what: '`clientCertificate` has no effect: the gateway asks for none', got: names(edge.hosts), fix: 'use GatewayTls.mutual(…), or leave it out' }));
  }
  if (edge.meshed && clear.length > 0) {
    found.push(problem(edge, 'MSH407', {
      what: 'a proxy of the mesh chooses by the host where a request in clear goes, and these hosts are no services that it knows',
      got: names(clear),
      fix: 'give the gateway TLS for them, or keep the edge outside of the mesh',
    }));
  }
  return found;
}

function grpcHosts(edge: Edge): Problem[] {
  const hosts = edge.hosts.filter(({ grpc }) => grpc).map(({ host }) => host);
  return edge.grpc || hosts.length === 0 ? [] : [problem(edge, 'MSH406', {
    what: 'services behind these hosts speak gRPC, which this edge would not pass on', got: hosts, fix: 'let gRPC come in by hosts of the gateway before which there is no edge: list the others in `hosts`',
  })];
}

function hostsOfTwoEdges(model: MeshModel): Problem[] {
  const first = new Map<string, Edge>();
  return model.edges.flatMap((edge) => edge.hosts.flatMap(({ host }) => {
    const other = first.get(host);
    if (other === undefined) first.set(host, edge);
    return other === undefined ? [] : [problem(edge, 'MSH401', {
      what: `${host} is served by two edges`, got: [other.key, edge.key], fix: 'leave a host to one edge: list in `hosts` which are whose',
    })];
  }));
}

/** Two objects that announce one host: controllers merge them, take the older, or refuse both. */
function ingressHosts(model: MeshModel, { ingressRoutes }: Pick<Facts, 'ingressRoutes'>): Problem[] {
  const behind = new Map(model.edges.flatMap(({ key, hosts }) => hosts.map(({ host }): [string, string] => [host, key])));
  const routes = new Map(sortedBy(ingressRoutes, ({ ingress }) => ingress).map((route) => [`${route.host} ${route.ingress}`, route]));
  return [...routes.values()].flatMap(({ host, ingress, origin }) => {
    const other = behind.get(host);
    behind.set(host, other ?? ingress);
    return other === undefined ? [] : [{
      code: 'MSH401' as const,
      path: origin.path,
      message: explain({
        what: `${host} is served in two ways`, got: [other, ingress], fix: 'leave a host to one edge or Ingress',
      }),
    }];
  });
}

function pathsToTwoPlaces({ ingressRoutes }: Pick<Facts, 'ingressRoutes'>): Problem[] {
  const places = new Map<string, IngressRoute>();
  return sortedBy(ingressRoutes, ({ ingress, service, port }) => `${ingress} ${service} ${port.number}`).flatMap((route) => {
    const { ingress, host, path, service, port, origin } = route;
    const key = `${ingress} ${host} ${path.kind} ${path.value}`;
    const other = places.get(key);
    if (other === undefined) places.set(key, route);
    if (other === undefined || (other.service === service && other.port.number === port.number)) return [];
    return [{
      code: 'MSH413' as const,
      path: origin.path,
      message: explain({
        what: `${host}${path.value} leads to two places`, got: [`${other.service}:${other.port.number}`, `${service}:${port.number}`], fix: 'name different paths, or leave one of them out',
      }),
    }];
  });
}

/**
 * A gateway believes the last proxies before it, whoever they are: where a client can reach the same pods without passing as many, he
 * writes his own address.
 */
function forgeableAddresses(model: MeshModel): Problem[] {
  const trusting = model.edges.filter(({ trustedHops }) => trustedHops > 0);
  if (trusting.length === 0) return [];
  const behind = new Set(model.edges.flatMap(({ gateway, hosts }) => hosts.map(({ host }) => `${gateway} ${host}`)));
  const direct = [...model.gateways.values()].flatMap(({ key }) =>
    model.hostsOf(key).filter(({ host, routes }) => routes.length > 0 && !behind.has(`${key} ${host}`)).map(({ host }) => host));
  const hops = sortedSet(model.edges.map(({ trustedHops }) => String(trustedHops)));
  if (direct.length === 0 && hops.length === 1) return [];
  return trusting.map((edge) => problem(edge, 'MSH405', {
    what: direct.length > 0
      ? `the gateway would believe what ${edge.name} says of a client’s address, and so what anybody says who reaches the same pods by these hosts`
      : 'the gateway’s pods believe one number of proxies before them, and edges say different ones',
    got: direct.length > 0 ? sortedSet(direct) : hops,
    fix: 'put an edge before every host of these pods with the same trustedHops, or set trustedHops to 0: then the address of the edge counts as that of the client',
  }));
}
