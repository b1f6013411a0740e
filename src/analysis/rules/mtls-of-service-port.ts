import { onlyServicePort } from '../../manifests/workload-ports';
import { defineRule } from '../rule';

export const mtlsOfServicePort = defineRule({
  code: 'MSH284',
  name: 'mtls-of-service-port',
  severity: 'error',
  summary: 'mutual TLS of the port of a Service instead of that of its pods',
  fix: 'Name the `targetPort` of the Service in `portLevelMtls`.',
  reads: ['security.istio.io/PeerAuthentication', '/Service'],
  messages: {
    service: '{port} is the port of Service {service}; its pods listen on {target}, which this leaves as it was',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/PeerAuthentication')) {
      const ports = Object.keys(policy.spec.portLevelMtls ?? {});
      if (ports.length === 0) continue;
      const workloads = manifests.selected(policy.metadata.namespace, policy.spec.selector?.matchLabels);
      for (const port of ports) {
        const found = onlyServicePort(manifests, workloads, Number(port));
        if (found !== undefined) report(policy, `spec.portLevelMtls[${port}]`, 'service', { port, service: found.service, target: found.number });
      }
    }
  },
});
