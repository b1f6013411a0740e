import { backendsOf, isGranted, kindOf, routesOf } from '../../manifests/gateway-api';
import { knowsNamespace } from '../../manifests/outside';
import { defineRule } from '../rule';

export const backendWithoutGrant = defineRule({
  code: 'MSH352',
  name: 'backend-without-grant',
  severity: 'error',
  summary: 'route into another namespace that does not allow it',
  fix: 'Add a ReferenceGrant to the namespace of the Service.',
  reads: [...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'ReferenceGrant'].map((kind) => `gateway.networking.k8s.io/${kind}`)],
  messages: {
    refused: 'namespace {namespace} grants no {kind} of namespace {from} its Service {name}: requests are answered with 500',
  },
  check: (manifests, report) => {
    for (const route of routesOf(manifests)) {
      // in the mesh, a route of the caller needs no leave: it says only where the caller itself sends
      if (!entersByGateway(route)) continue;
      for (const { backend, path } of backendsOf(route)) {
        const { namespace } = backend;
        if (namespace === undefined || namespace === route.metadata.namespace || !knowsNamespace(manifests, namespace)) continue;
        const kind = kindOf(backend, '/Service');
        if (!isGranted(manifests, route, { kind, namespace, name: backend.name })) {
          report(route, `${path}.namespace`, 'refused', { namespace, name: backend.name, kind: route.kind, from: route.metadata.namespace });
        }
      }
    }
  },
});

function entersByGateway({ spec }: { readonly spec: { readonly parentRefs?: readonly { readonly kind?: string }[] } }): boolean {
  return (spec.parentRefs ?? []).some(({ kind = 'Gateway' }) => kind === 'Gateway');
}
