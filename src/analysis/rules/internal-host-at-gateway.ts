import { gatewaysOf, serverHost } from '../../manifests/gateways';
import { fullHost, serviceOfHost } from '../../manifests/hosts';
import { defineRule } from '../rule';

export const internalHostAtGateway = defineRule({
  code: 'MSH246',
  name: 'internal-host-at-gateway',
  severity: 'warning',
  summary: 'VirtualService at a gateway for names that only the cluster knows',
  fix: 'Name the public host, too; better, write one VirtualService for the gateway and one for the mesh.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/Gateway'],
  messages: {
    internal: 'callers from outside send the public host, never {host}: what enters at {gateway} does not follow these routes',
  },
  check: (manifests, report) => {
    const { clusterDomain } = manifests.surroundings;
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const hosts = (virtualService.spec.hosts ?? []).map((host) => fullHost(host, virtualService.metadata.namespace, clusterDomain));
      if (hosts.length === 0 || !hosts.every((host) => serviceOfHost(host, clusterDomain) !== undefined)) continue;
      for (const reference of gatewaysOf(virtualService)) {
        const gateway = manifests.find('networking.istio.io/Gateway', reference.namespace, reference.name);
        const served = (gateway?.spec.servers ?? []).flatMap((server) => server.hosts.map((host) => serverHost(host).name));
        // a gateway that names them itself, as one for what leaves the mesh, is called by them
        if (gateway === undefined || served.some((host) => host !== '*' && hosts.some((own) => own === host || (host.startsWith('*.') && own.endsWith(host.slice(1)))))) continue;
        report(virtualService, 'spec.hosts', 'internal', { host: hosts[0], gateway: `Gateway ${reference.namespace}/${reference.name}` });
      }
    }
  },
});
