import { podsOfGateway, serverHost } from './gateways';
import type { GatewaySpec, Server } from './kinds/gateway';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';

/** A host that a Gateway's server names. */
export interface ServerClaim {
  readonly gateway: Manifest<GatewaySpec>;
  readonly server: Server;
  readonly path: string;
  readonly bind: string;
}

interface Listening {
  readonly port: number;
  readonly byHost: ReadonlyMap<string, readonly ServerClaim[]>;
}

/**
 * The servers that listen at one port of the same pods, by the hosts they name. Gateways meet where they select the same
 * pods, or, if none are known, by the same selector.
 */
export function serversByPodsAndPort(manifests: Manifests): readonly Listening[] {
  return manifests.once('servers by pods and port', () => {
    const listening = new Map<string, { port: number; byHost: Map<string, ServerClaim[]> }>();
    for (const gateway of manifests.ofKind('networking.istio.io/Gateway')) {
      const place = placeOf(manifests, gateway);
      (gateway.spec.servers ?? []).forEach((server, index) => {
        const key = `${server.port.number} ${place}`;
        const known = listening.get(key) ?? { port: server.port.number, byHost: new Map<string, ServerClaim[]>() };
        listening.set(key, known);
        server.hosts.forEach((text, at) => {
          // a host that is for one namespace, and one that is for another, are the same to those who call it
          const host = serverHost(text).name;
          const claims = known.byHost.get(host) ?? [];
          known.byHost.set(host, claims);
          claims.push({ gateway, server, path: `spec.servers[${index}].hosts[${at}]`, bind: server.bind ?? '' });
        });
      });
    }
    return [...listening.values()];
  });
}

function placeOf(manifests: Manifests, gateway: Manifest<GatewaySpec>): string {
  const [pods] = podsOfGateway(manifests, gateway);
  const labels = pods?.labels ?? gateway.spec.selector ?? {};
  return JSON.stringify([pods?.namespace ?? '', Object.entries(labels).sort()]);
}
