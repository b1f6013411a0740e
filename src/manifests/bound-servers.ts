import { gatewaysOf, serverHostsFor } from './gateways';
import { fullHost, hostsOverlap } from './hosts';
import type { Server } from './kinds/gateway';
import type { VirtualServiceSpec } from './kinds/virtual-service';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';

/** The servers whose hosts a VirtualService has routes for; undefined where a Gateway of it is not among the manifests. */
export function boundServers(manifests: Manifests, virtualService: Manifest<VirtualServiceSpec>): readonly Server[] | undefined {
  const { metadata: { namespace }, spec } = virtualService;
  const names = (spec.hosts ?? []).map((host) => fullHost(host, namespace, manifests.surroundings.clusterDomain));
  const servers: Server[] = [];
  for (const reference of gatewaysOf(virtualService)) {
    const gateway = manifests.find('networking.istio.io/Gateway', reference.namespace, reference.name);
    if (gateway === undefined) return undefined;
    servers.push(...(gateway.spec.servers ?? []).filter((server) =>
      serverHostsFor(server, reference.namespace, namespace).some((host) => names.some((name) => hostsOverlap(host, name)))));
  }
  return servers;
}
