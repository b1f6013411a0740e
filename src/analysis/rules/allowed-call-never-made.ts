import { dataPlaneOf } from '../../manifests/data-plane';
import { allDestinations } from '../../manifests/destinations';
import { identityOf, podsRunningAs } from '../../manifests/identities';
import type { Manifests } from '../../manifests/manifests';
import { workloadsOf } from '../../manifests/policies';
import { valuesOf } from '../../manifests/rule-attributes';
import { shows, sidecarOf } from '../../manifests/sidecar-view';
import type { Workload } from '../../manifests/workload';
import { defineRule } from '../rule';

export const allowedCallNeverMade = defineRule({
  code: 'MSH299',
  name: 'allowed-call-never-made',
  severity: 'warning',
  summary: 'call that a policy allows, and whose caller cannot see the service',
  fix: 'Add the host of the service to the Sidecar of the caller, or take the caller out of the policy.',
  reads: ['security.istio.io/AuthorizationPolicy', 'networking.istio.io/Sidecar', 'networking.istio.io/VirtualService', '/Namespace', '/Service'],
  messages: {
    hidden: 'pods of {caller} may call {host}, but {sidecar} does not show it to them: their proxies do not know it',
  },
  check: (manifests, report) => {
    if (manifests.ofKind('networking.istio.io/Sidecar').length === 0) return;
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      if ((policy.spec.action ?? 'ALLOW') !== 'ALLOW') continue;
      const principals = valuesOf(policy.spec.rules).filter(({ attribute }) => attribute === 'source.principals');
      const hosts = principals.length === 0 ? [] : hostsOf(manifests, workloadsOf(manifests, policy)[0]);
      if (hosts.length === 0) continue;
      for (const { path, values } of principals) {
        values.forEach((value, index) => {
          const hidden = hiddenFrom(manifests, value, hosts);
          if (hidden !== undefined) report(policy, `${path}[${index}]`, 'hidden', { ...hidden, host: hosts[0].host });
        });
      }
    }
  },
});

type Host = { readonly host: string; readonly namespace: string };

/** The hosts of pods, if none of them is reached by the routes of another host. */
function hostsOf(manifests: Manifests, callee: Workload | undefined): Host[] {
  if (callee === undefined) return [];
  const { clusterDomain } = manifests.surroundings;
  const hosts = manifests.servicesOf(callee).map(({ metadata: { name, namespace } }) => ({ host: `${name}.${namespace}.svc.${clusterDomain}`, namespace }));
  return hosts.some(({ host }) => routedHosts(manifests).has(host)) ? [] : hosts;
}

/** Hosts that a route of another host leads to: who sees that one, sees them. */
function routedHosts(manifests: Manifests): ReadonlySet<string> {
  return manifests.once('hosts behind others', () => new Set(allDestinations(manifests).flatMap(({ virtualService, host }) => (virtualService.spec.hosts?.length === 1 && virtualService.spec.hosts[0] === host ? [] : [host]))));
}

function hiddenFrom(manifests: Manifests, principal: string, hosts: readonly Host[]): { caller: string; sidecar: string } | undefined {
  const identity = identityOf('source.principals', principal, '');
  const callers = identity === undefined ? [] : podsRunningAs(manifests, identity).flatMap(({ workload }) => workload ?? []);
  const hidden = callers.map((caller) => {
    const sidecar = sidecarOf(manifests, caller);
    if (sidecar === undefined || dataPlaneOf(manifests, caller) !== 'sidecar') return undefined;
    if (hosts.some((one) => shows(sidecar, caller.namespace, one.host, one.namespace))) return undefined;
    return { caller: `${caller.namespace}/${caller.name}`, sidecar: `Sidecar ${sidecar.metadata.namespace}/${sidecar.metadata.name}` };
  });
  return hidden.includes(undefined) ? undefined : hidden[0];
}
