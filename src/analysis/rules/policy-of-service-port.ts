import { workloadsOf } from '../../manifests/policies';
import { valuesOf } from '../../manifests/rule-attributes';
import { onlyServicePort } from '../../manifests/workload-ports';
import { defineRule } from '../rule';

export const policyOfServicePort = defineRule({
  code: 'MSH283',
  name: 'policy-of-service-port',
  severity: 'error',
  summary: 'policy about the port of a Service instead of that of its pods',
  fix: 'Name the `targetPort` of the Service: the proxy judges what arrives at the pod.',
  reads: ['security.istio.io/AuthorizationPolicy', '/Service'],
  messages: {
    service: '{port} is the port of Service {service}; its pods listen on {target}, so nothing ever arrives on {port}',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      const about = valuesOf(policy.spec.rules).filter(({ attribute }) => /^(operation\.(p|notP)orts|when destination\.port)$/.test(attribute));
      if (about.length === 0) continue;
      const workloads = workloadsOf(manifests, policy);
      for (const { path, values } of about) {
        values.forEach((port, index) => {
          const found = onlyServicePort(manifests, workloads, Number(port));
          if (found !== undefined) report(policy, `${path}[${index}]`, 'service', { port, service: found.service, target: found.number });
        });
      }
    }
  },
});
