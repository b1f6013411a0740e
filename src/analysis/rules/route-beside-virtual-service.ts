import { routesOf } from '../../manifests/gateway-api';
import { isOnMesh } from '../../manifests/gateways';
import { fullHost } from '../../manifests/hosts';
import type { Manifests } from '../../manifests/manifests';
import { parentsOf } from '../../manifests/route-parents';
import { defineRule } from '../rule';

export const routeBesideVirtualService = defineRule({
  code: 'MSH356',
  name: 'route-beside-virtual-service',
  severity: 'warning',
  summary: 'route of the Gateway API and VirtualService for one host of the mesh',
  fix: 'Keep one of the two.',
  reads: [...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].map((kind) => `gateway.networking.k8s.io/${kind}`), 'networking.istio.io/VirtualService'],
  messages: {
    both: 'VirtualService {virtualService} has routes for {host}, too: which of the two counts is not defined',
  },
  check: (manifests, report) => {
    const virtualServices = manifests.once('a virtual service of the mesh by host', () => virtualServicesByHost(manifests));
    for (const route of routesOf(manifests)) {
      for (const { kind, namespace, parent, path } of parentsOf(route)) {
        if (kind !== '/Service') continue;
        const host = fullHost(parent.name, namespace, manifests.surroundings.clusterDomain);
        const virtualService = virtualServices.get(host);
        if (virtualService !== undefined) report(route, path, 'both', { virtualService, host });
      }
    }
  },
});

function virtualServicesByHost(manifests: Manifests): ReadonlyMap<string, string> {
  const byHost = new Map<string, string>();
  for (const { metadata, spec } of manifests.ofKind('networking.istio.io/VirtualService')) {
    if (!isOnMesh(spec)) continue;
    const title = `${metadata.namespace}/${metadata.name}`;
    for (const host of spec.hosts ?? []) {
      const full = fullHost(host, metadata.namespace, manifests.surroundings.clusterDomain);
      const known = byHost.get(full);
      if (known === undefined || title < known) byHost.set(full, title);
    }
  }
  return byHost;
}
