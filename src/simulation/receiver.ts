import { hasProxy } from './callers';
import type { Endpoint } from './cluster';
import { peerModeOf, type PeerMode } from './peer-authentication';
import type { Manifests } from '../manifests/manifests';
import type { Protocol } from '../manifests/protocol';
import { targetPortOf, type Workload } from '../manifests/workload';
import { ordinal } from '../support/compare';

/** What does not depend on who asks: how pods listen on a port. */
export interface Receiver {
  readonly hasProxy: boolean;
  readonly peers: PeerMode;
  readonly protocol: Protocol;
}

export function receiverOf(manifests: Manifests, endpoint: Endpoint): Receiver {
  const known = manifests.once('receivers', () => new WeakMap<Endpoint, Receiver>());
  let receiver = known.get(endpoint);
  if (receiver === undefined) {
    const { workload, port } = endpoint;
    receiver = {
      hasProxy: hasProxy(manifests, workload),
      peers: peerModeOf(manifests, workload, port),
      protocol: protocolAt(manifests, workload, port),
    };
    known.set(endpoint, receiver);
  }
  return receiver;
}

/** The protocol of a pod's port: the oldest service that leads there says it, else the proxy finds out. */
function protocolAt(manifests: Manifests, workload: Workload, port: number): Protocol {
  const services = [...manifests.servicesOf(workload)].sort((a, b) => ordinal(a.metadata.name, b.metadata.name));
  for (const { metadata } of services) {
    const name = `${metadata.name}.${metadata.namespace}.svc.${manifests.surroundings.clusterDomain}`;
    const host = manifests.hosts.find(name).find(({ isEntry }) => !isEntry);
    const found = host?.ports.find(({ target, protocol }) => protocol !== 'UDP' && targetPortOf(target, workload) === port);
    if (found !== undefined) return found.protocol;
  }
  return 'AUTO';
}
