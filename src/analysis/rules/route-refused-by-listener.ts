import { admitsNamespace, kindsOfListener, type Listener, type Route, routesOf } from '../../manifests/gateway-api';
import { hostsOverlap } from '../../manifests/hosts';
import type { Manifests } from '../../manifests/manifests';
import { findGateway, GATEWAY, listenersMeant, parentsOf } from '../../manifests/route-parents';
import { defineRule } from '../rule';

export const routeRefusedByListener = defineRule({
  code: 'MSH351',
  name: 'route-refused-by-listener',
  severity: 'error',
  summary: 'route of the Gateway API that no listener takes',
  fix: 'Allow the route under `allowedRoutes` of the listener, or name another listener.',
  upstream: ['KIA1402'],
  reads: [...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].map((kind) => `gateway.networking.k8s.io/${kind}`), GATEWAY, '/Namespace'],
  messages: {
    kind: 'no listener of Gateway {gateway} takes a {kind}: nothing follows this route',
    namespace: 'no listener of Gateway {gateway} takes routes of namespace {namespace}: nothing follows this route',
    host: 'no listener of Gateway {gateway} has a host of this route: nothing follows it',
  },
  check: (manifests, report) => {
    for (const route of routesOf(manifests)) {
      for (const { kind, namespace, parent, path } of parentsOf(route)) {
        const gateway = kind === GATEWAY ? findGateway(manifests, namespace, parent.name) : undefined;
        if (gateway === undefined) continue;
        const data = { gateway: parent.name, namespace: route.metadata.namespace, kind: route.kind };
        let taking = listenersMeant(gateway, parent);
        if (taking.length === 0) continue;
        for (const [why, takes] of REASONS) {
          taking = taking.filter((listener) => takes(manifests, listener, namespace, route));
          if (taking.length > 0) continue;
          report(route, path, why, data);
          break;
        }
      }
    }
  },
});

type Takes = (manifests: Manifests, listener: Listener, gatewayNamespace: string, route: Route) => boolean;

const REASONS: readonly ['kind' | 'namespace' | 'host', Takes][] = [
  ['kind', (_, listener, __, { kind }) => kindsOfListener(listener).includes(kind)],
  ['namespace', (manifests, listener, own, { metadata }) => admitsNamespace(manifests, listener, own, metadata.namespace) !== false],
  ['host', (_, { hostname }, __, { spec: { hostnames = [] } }) => hostname === undefined || hostname === '' || hostnames.length === 0
    || hostnames.some((host) => hostsOverlap(hostname, host))],
];
