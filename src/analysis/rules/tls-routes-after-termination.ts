import { boundServers } from '../../manifests/bound-servers';
import { isOnMesh } from '../../manifests/gateways';
import { routesOfServer } from '../../manifests/server-kind';
import { defineRule } from '../rule';

export const tlsRoutesAfterTermination = defineRule({
  code: 'MSH236',
  name: 'tls-routes-after-termination',
  severity: 'error',
  summary: 'routes by SNI at a gateway that ends TLS itself',
  fix: 'Use `http` routes, or let the server pass TLS through (`mode: PASSTHROUGH`).',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/Gateway'],
  messages: {
    ended: 'no server for these hosts passes TLS through: the `tls` routes are never followed',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      if ((virtualService.spec.tls ?? []).length === 0 || isOnMesh(virtualService.spec)) continue;
      const servers = boundServers(manifests, virtualService) ?? [];
      if (servers.length > 0 && servers.every((server) => routesOfServer(server) !== 'tls')) report(virtualService, 'spec.tls', 'ended');
    }
  },
});
