import { gatewaysOf, serverHostsFor } from '../../manifests/gateways';
import { fullHost, hostsOverlap } from '../../manifests/hosts';
import { defineRule } from '../rule';

export const hostNotInGateway = defineRule({
  code: 'MSH214',
  name: 'host-not-in-gateway',
  severity: 'warning',
  summary: 'VirtualService whose hosts its Gateway does not have',
  fix: 'Name the host in a server of the Gateway, for the namespace of the VirtualService.',
  upstream: ['IST0132'],
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/Gateway'],
  messages: {
    none: '{gateway} has no server for {hosts} of namespace {namespace}: nothing that enters there follows these routes',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const { namespace } = virtualService.metadata;
      const hosts = virtualService.spec.hosts ?? [];
      if (hosts.length === 0) continue;
      const names = hosts.flatMap((host) => [host, fullHost(host, namespace, manifests.surroundings.clusterDomain)]);
      for (const reference of gatewaysOf(virtualService)) {
        const gateway = manifests.find('networking.istio.io/Gateway', reference.namespace, reference.name);
        if (gateway === undefined) continue;
        const served = (gateway.spec.servers ?? []).flatMap((server) => serverHostsFor(server, reference.namespace, namespace));
        if (served.some((host) => names.some((name) => hostsOverlap(host, name)))) continue;
        report(virtualService, reference.path, 'none', { gateway: `Gateway ${reference.namespace}/${reference.name}`, hosts: hosts.join(', '), namespace });
      }
    }
  },
});
