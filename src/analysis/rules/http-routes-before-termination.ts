import { boundServers } from '../../manifests/bound-servers';
import { isOnMesh } from '../../manifests/gateways';
import { routesOfServer } from '../../manifests/server-kind';
import { defineRule } from '../rule';

export const httpRoutesBeforeTermination = defineRule({
  code: 'MSH237',
  name: 'http-routes-before-termination',
  severity: 'error',
  summary: 'routes of requests at a gateway that cannot read requests',
  fix: 'Let the server end TLS (protocol HTTPS, `mode: SIMPLE`), or use `tls` routes by SNI.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/Gateway'],
  messages: {
    unread: 'no server for these hosts reads requests, as it passes TLS through or takes TCP: the `http` routes are never followed',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      if ((virtualService.spec.http ?? []).length === 0 || isOnMesh(virtualService.spec)) continue;
      const servers = boundServers(manifests, virtualService) ?? [];
      if (servers.length > 0 && servers.every((server) => routesOfServer(server) !== 'http')) report(virtualService, 'spec.http', 'unread');
    }
  },
});
