import { routesOf } from '../../manifests/gateway-api';
import type { Manifests } from '../../manifests/manifests';
import { knowsNamespace } from '../../manifests/outside';
import { findGateway, GATEWAY, listenersMeant, parentsOf, type RouteParent } from '../../manifests/route-parents';
import { defineRule } from '../rule';

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].map((kind) => `gateway.networking.k8s.io/${kind}`);

export const unknownRouteParent = defineRule({
  code: 'MSH350',
  name: 'unknown-route-parent',
  severity: 'error',
  summary: 'route of the Gateway API whose parent does not exist',
  fix: 'Name a Gateway, Service or ServiceEntry that exists, and one of its listeners or ports.',
  upstream: ['KIA1401'],
  reads: [...ROUTES, GATEWAY, '/Service', 'networking.istio.io/ServiceEntry'],
  messages: {
    unknown: 'there is no {kind} {name} in namespace {namespace}: nothing follows this route',
    listener: 'Gateway {name} has no listener {listener}: nothing follows this route',
  },
  check: (manifests, report) => {
    for (const route of routesOf(manifests)) {
      for (const one of parentsOf(route)) {
        const { kind, namespace, parent, path } = one;
        const isThere = isKnown(manifests, one);
        if (isThere === false && knowsNamespace(manifests, namespace)) report(route, `${path}.name`, 'unknown', { kind: kind.split('/')[1], name: parent.name, namespace });
        const gateway = kind === GATEWAY ? findGateway(manifests, namespace, parent.name) : undefined;
        if (gateway !== undefined && listenersMeant(gateway, parent).length === 0) {
          report(route, path, 'listener', { name: parent.name, listener: parent.sectionName ?? `at port ${parent.port}` });
        }
      }
    }
  },
});

/** Undefined for kinds that Istio does not read. */
function isKnown(manifests: Manifests, { kind, namespace, parent }: RouteParent): boolean | undefined {
  switch (kind) {
    case GATEWAY: return findGateway(manifests, namespace, parent.name) !== undefined;
    case '/Service':
    case 'networking.istio.io/ServiceEntry': return manifests.find(kind, namespace, parent.name) !== undefined;
    default: return undefined;
  }
}
