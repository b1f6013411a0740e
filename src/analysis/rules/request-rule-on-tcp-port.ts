import type { AuthorizationRule } from '../../manifests/kinds/policies';
import type { Manifests } from '../../manifests/manifests';
import { workloadsOf } from '../../manifests/policies';
import { isAboutRequests, valuesOf } from '../../manifests/rule-attributes';
import type { Workload } from '../../manifests/workload';
import { isOpaque, portsOfWorkload } from '../../manifests/workload-ports';
import { defineRule } from '../rule';

export const requestRuleOnTcpPort = defineRule({
  code: 'MSH273',
  name: 'request-rule-on-tcp-port',
  severity: 'error',
  summary: 'ALLOW rule about requests for ports whose requests are not read',
  fix: 'Give the port of the Service a protocol that Istio reads (`http`, `http2`, `grpc`), or allow by identity and port only.',
  reads: ['security.istio.io/AuthorizationPolicy', '/Service'],
  messages: {
    never: '{attribute} is a matter of requests, but {workload} is reached by {protocol} only: the rule allows nothing',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      if ((policy.spec.action ?? 'ALLOW') !== 'ALLOW') continue;
      const rules = policy.spec.rules ?? [];
      const about = rules.map((rule) => valuesOf([rule]).find(({ attribute }) => isAboutRequests(attribute)));
      if (about.every((one) => one === undefined)) continue;
      const workloads = workloadsOf(manifests, policy);
      rules.forEach((rule, index) => {
        const values = about[index];
        if (values === undefined || workloads.length === 0) return;
        const [first, ...others] = workloads.map((workload) => protocolsFor(manifests, workload, rule));
        if (first === undefined || others.includes(undefined)) return;
        const [{ namespace, name }] = workloads;
        const attribute = values.attribute.replace('when ', '');
        report(policy, values.path.replace('rules[0]', `rules[${index}]`), 'never', { attribute, workload: `${namespace}/${name}`, protocol: first });
      });
    }
  },
});

/** The protocols of the ports that a rule is for, if requests are read on none of them. */
function protocolsFor(manifests: Manifests, workload: Workload, { to = [] }: AuthorizationRule): string | undefined {
  const named = to.flatMap(({ operation }) => operation?.ports ?? []);
  const everywhere = to.length === 0 || to.some(({ operation }) => (operation?.ports ?? []).length === 0);
  const ports = portsOfWorkload(manifests, workload).filter(({ number }) => everywhere || named.includes(String(number)));
  if (ports.length === 0 || ports.some(({ protocol }) => !isOpaque(protocol))) return undefined;
  return [...new Set(ports.map(({ protocol }) => protocol))].sort().join(', ');
}
