import { dataPlaneOf } from '../../manifests/data-plane';
import { type Caller, identityOf, podsRunningAs } from '../../manifests/identities';
import type { AuthorizationRule } from '../../manifests/kinds/policies';
import { idOf, titleOf } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { blocking, type NetworkPolicy } from '../../manifests/network-policies';
import { isDryRun, workloadsOf } from '../../manifests/policies';
import { valuesOf } from '../../manifests/rule-attributes';
import { hasWaypoint } from '../../manifests/waypoints';
import type { Workload } from '../../manifests/workload';
import { portsOfWorkload } from '../../manifests/workload-ports';
import { defineRule } from '../rule';

/** Where proxies of nodes take connections for the pods behind them. */
const TUNNEL = 15008;

export const callerKeptOutByNetwork = defineRule({
  code: 'MSH363',
  name: 'caller-kept-out-by-network',
  severity: 'warning',
  summary: 'caller whom a policy of the mesh lets in, and the network does not',
  fix: 'Open the port to the pods of the caller in a NetworkPolicy of the callee, and the way out in one of the caller; or take the caller out of the AuthorizationPolicy.',
  reads: ['networking.k8s.io/NetworkPolicy', 'security.istio.io/AuthorizationPolicy', '/Namespace', '/Service'],
  messages: {
    closed: '{caller} may call {callee}, but {policy} opens none of its ports to it: connections time out',
  },
  check: (manifests, report) => {
    if (manifests.ofKind('networking.k8s.io/NetworkPolicy').length === 0) return;
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      if ((policy.spec.action ?? 'ALLOW') !== 'ALLOW' || isDryRun(policy)) continue;
      const callees = workloadsOf(manifests, policy).filter((callee) => isCalledDirectly(manifests, callee));
      if (callees.length === 0) continue;
      for (const { attribute, path, values, rule, isNegative } of valuesOf(policy.spec.rules)) {
        const ports = namedPorts(policy.spec.rules![rule]);
        if (!isNegative) {
          values.forEach((value, index) => {
            const identity = identityOf(attribute, value, policy.metadata.namespace);
            const callers = identity === undefined ? [] : podsRunningAs(manifests, identity);
            const closed = closedFor(manifests, callers, callees, ports);
            if (closed !== undefined) report(policy, `${path}[${index}]`, 'closed', closed);
          });
        }
      }
    }
  },
});

/** What keeps every one of the callers from every one of the callees. */
function closedFor(manifests: Manifests, callers: readonly Caller[], callees: readonly Workload[], named: readonly number[]) {
  let first: { caller: string; callee: string; policy: string } | undefined;
  for (const caller of callers) {
    for (const callee of callees) {
      if (caller.workload === callee) continue;
      const [policy]: readonly (NetworkPolicy | undefined)[] = blocking(manifests, caller, callee, portsFor(manifests, callee, named));
      if (policy === undefined) return undefined;
      first ??= { caller: `${caller.namespace}/${caller.name}`, callee: `${callee.namespace}/${callee.name}`, policy: titleOf(idOf(policy)) };
    }
  }
  return first;
}

/** Behind a waypoint, the network sees the waypoint; without a Service, nobody knows the ports. */
function isCalledDirectly(manifests: Manifests, callee: Workload): boolean {
  return callee.pod.hostNetwork !== true && portsOfWorkload(manifests, callee).length > 0
    && !(dataPlaneOf(manifests, callee) === 'ambient' && manifests.servicesOf(callee).some((service) => hasWaypoint(manifests, service) !== false));
}

function portsFor(manifests: Manifests, callee: Workload, named: readonly number[]): readonly number[] {
  const ports = named.length > 0 ? named : portsOfWorkload(manifests, callee).map(({ number }) => number);
  return dataPlaneOf(manifests, callee) === 'ambient' ? [...ports, TUNNEL] : ports;
}

function namedPorts({ to = [] }: AuthorizationRule): readonly number[] {
  const ports = to.map(({ operation }) => operation?.ports ?? []);
  return ports.some((some) => some.length === 0) ? [] : ports.flat().map(Number);
}
