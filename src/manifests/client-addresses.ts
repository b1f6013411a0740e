import { isGatewayPod } from './data-plane';
import type { AuthorizationPolicySpec } from './kinds/policies';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { outsideGatewaysOf, targetsOf, workloadsOf } from './policies';
import { valuesOf } from './rule-attributes';
import { settingOf } from './surroundings';
import type { Workload } from './workload';

/** The address that a connection comes from, and the one that is said of the request. */
const OF_CONNECTIONS = ['source.ipBlocks', 'source.notIpBlocks', 'when source.ip'];
const OF_REQUESTS = ['source.remoteIpBlocks', 'source.notRemoteIpBlocks', 'when remote.ip'];

/** A list of addresses in a policy for the pods of a gateway. */
export interface ClientAddresses {
  readonly policy: Manifest<AuthorizationPolicySpec>;
  readonly path: string;
  /** What stands there instead of the client: the last proxy before the gateway, or a node; `unknown` where nothing is known of either. */
  readonly seen: 'client' | 'proxy' | 'node' | 'unknown';
}

export function clientAddresses(manifests: Manifests): readonly ClientAddresses[] {
  return manifests.once('addresses of clients', () => manifests.ofKind('security.istio.io/AuthorizationPolicy').flatMap((policy) => {
    const lists = valuesOf(policy.spec.rules).filter(({ attribute }) => OF_CONNECTIONS.includes(attribute) || OF_REQUESTS.includes(attribute));
    const entrances = lists.length === 0 ? [] : entrancesOf(manifests, policy);
    if (entrances.length === 0) return [];
    const [worst] = [...entrances.filter((entrance) => entrance !== 'as it is'), ...entrances];
    const proxies = settingOf(manifests.surroundings, 'numTrustedProxies');
    return lists.map(({ path, attribute }) => ({ policy, path, seen: seenBy(OF_CONNECTIONS.includes(attribute), worst, proxies) }));
  }));
}

/** What the address of a connection is when it comes to a gateway. */
type Entrance = 'as it is' | 'replaced' | 'unknown';

function seenBy(isOfConnection: boolean, entrance: Entrance, proxies: number | undefined): ClientAddresses['seen'] {
  if (isOfConnection && proxies !== undefined && proxies > 0) return 'proxy';
  if (entrance === 'replaced' && (isOfConnection || proxies === 0)) return 'node';
  return proxies === undefined ? 'unknown' : 'client';
}

/** How connections come to the gateways that a policy is for. */
function entrancesOf(manifests: Manifests, policy: Manifest<AuthorizationPolicySpec>): Entrance[] {
  const isForGateway = targetsOf(policy.spec).some(({ kind, group }) => kind === 'Gateway' && group === 'gateway.networking.k8s.io');
  return [
    ...(isForGateway ? ['unknown' as const] : []),
    ...workloadsOf(manifests, policy).filter(isGatewayPod).map((workload) => entranceOf(manifests, workload)),
    ...outsideGatewaysOf(manifests, policy).map(({ preservesSourceAddress: preserves }) => (preserves === undefined ? 'unknown' : preserves ? 'as it is' : 'replaced')),
  ];
}

/** Kubernetes sends what comes to a node on to any pod under the node's own address, unless it is told to keep to the pods there. */
function entranceOf(manifests: Manifests, workload: Workload): Entrance {
  const open = manifests.servicesOf(workload).filter(({ spec: { type } }) => type === 'LoadBalancer' || type === 'NodePort');
  if (open.length === 0) return 'unknown';
  return open.every(({ spec }) => spec.externalTrafficPolicy === 'Local') ? 'as it is' : 'replaced';
}
