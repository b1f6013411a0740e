import { backendsOf, kindOf, routesOf } from '../../manifests/gateway-api';
import { knowsNamespace } from '../../manifests/outside';
import { defineRule } from '../rule';

export const unknownRouteBackend = defineRule({
  code: 'MSH354',
  name: 'unknown-route-backend',
  severity: 'error',
  summary: 'route of the Gateway API to a Service or port that does not exist',
  fix: 'Name a Service and one of its ports; without a namespace it is the one of the route.',
  reads: [...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].map((kind) => `gateway.networking.k8s.io/${kind}`), '/Service'],
  messages: {
    service: 'there is no Service {name} in namespace {namespace}: requests are answered with 500',
    port: 'Service {name} has no port {port}: requests are answered with 503',
  },
  check: (manifests, report) => {
    for (const route of routesOf(manifests)) {
      for (const { backend, path } of backendsOf(route)) {
        if (kindOf(backend, '/Service') !== '/Service') continue;
        const { name, port, namespace = route.metadata.namespace } = backend;
        const service = manifests.find('/Service', namespace, name);
        if (service === undefined) {
          if (knowsNamespace(manifests, namespace)) report(route, `${path}.name`, 'service', { name, namespace });
        } else if (port !== undefined && !(service.spec.ports ?? []).some((one) => one.port === port)) {report(route, `${path}.port`, 'port', { name, port });}
      }
    }
  },
});
