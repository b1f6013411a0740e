import type { AuthorizationRule } from '../../manifests/kinds/policies';
import { workloadsOf } from '../../manifests/policies';
import { isAboutRequests, valuesOf } from '../../manifests/rule-attributes';
import { isOpaque, portsOfWorkload } from '../../manifests/workload-ports';
import { defineRule } from '../rule';

export const deniedTcpPort = defineRule({
  code: 'MSH274',
  name: 'denied-tcp-port',
  severity: 'error',
  summary: 'DENY rule about requests that closes a port whose requests are not read',
  fix: 'Name the ports that the rule is for, in `to.operation.ports`: those of the pods.',
  upstream: ['IST0133'],
  reads: ['security.istio.io/AuthorizationPolicy', '/Service'],
  messages: {
    closed: 'port {port} of {workload} has no requests, only connections: there the conditions about requests are dropped, and the rule denies every connection',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      if (policy.spec.action !== 'DENY') continue;
      const rules = (policy.spec.rules ?? []).flatMap((rule, index) => (isOnlyAboutRequests(rule) ? [{ index, ports: portsOf(rule) }] : []));
      if (rules.length === 0) continue;
      for (const workload of workloadsOf(manifests, policy)) {
        const opaque = portsOfWorkload(manifests, workload).filter(({ protocol }) => isOpaque(protocol));
        for (const { index, ports } of rules) {
          const closed = opaque.find(({ number }) => ports === undefined || ports.includes(String(number)));
          if (closed !== undefined) report(policy, `spec.rules[${index}]`, 'closed', { port: closed.number, workload: `${workload.namespace}/${workload.name}` });
        }
      }
    }
  },
});

/** Whether nothing of a rule is left but its ports where there are no requests. */
function isOnlyAboutRequests(rule: AuthorizationRule): boolean {
  const values = valuesOf([rule]).filter(({ attribute }) => attribute !== 'operation.ports');
  return values.length > 0 && values.every(({ attribute }) => isAboutRequests(attribute));
}

/** The ports that a rule names; undefined where it is for all. */
function portsOf({ to = [] }: AuthorizationRule): readonly string[] | undefined {
  const ports = to.map(({ operation }) => operation?.ports ?? []);
  return ports.length === 0 || ports.some((some) => some.length === 0) ? undefined : ports.flat();
}
