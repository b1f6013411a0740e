import { canariesOf } from '../../manifests/flagger';
import { defineRule } from '../rule';

export const delegatedCanaryWithHosts = defineRule({
  code: 'MSH325',
  name: 'delegated-canary-with-hosts',
  severity: 'error',
  summary: 'delegated Canary with hosts or gateways of its own',
  fix: 'Leave hosts and gateways to the VirtualService that delegates.',
  reads: ['flagger.app/Canary'],
  messages: {
    both: 'Flagger refuses {field} where the VirtualService is a delegate',
  },
  check: (manifests, report) => {
    for (const { manifest, hosts, gateways, service } of canariesOf(manifests)) {
      if (service.delegation !== true) continue;
      if (hosts.length > 0) report(manifest, 'spec.service.hosts', 'both', { field: 'hosts' });
      if (gateways.length > 0) report(manifest, 'spec.service.gateways', 'both', { field: 'gateways' });
    }
  },
});
