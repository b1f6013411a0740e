import { isOnMesh } from '../../manifests/gateways';
import { fullHost, serviceOfHost } from '../../manifests/hosts';
import { knowsHost } from '../../manifests/outside';
import { defineRule } from '../rule';

export const routesForUnknownHost = defineRule({
  code: 'MSH259',
  name: 'routes-for-unknown-host',
  severity: 'warning',
  summary: 'routes of the mesh for a Service that does not exist',
  fix: 'Name the Service that callers call: nobody can look up the address of another name.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    unknown: 'there is no Service {host}: no caller in the mesh finds an address for it, and its routes are never followed',
  },
  check: (manifests, report) => {
    const { clusterDomain } = manifests.surroundings;
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const { metadata: { namespace }, spec } = virtualService;
      if (!isOnMesh(spec)) continue;
      (spec.hosts ?? []).forEach((name, index) => {
        const host = fullHost(name, namespace, clusterDomain);
        if (serviceOfHost(host, clusterDomain) === undefined || host.startsWith('*')) return;
        if (knowsHost(manifests, host) === false) report(virtualService, `spec.hosts[${index}]`, 'unknown', { host });
      });
    }
  },
});
