import { dataPlaneOf } from '../../manifests/data-plane';
import { grouped } from '../../manifests/manifests';
import { defineRule } from '../rule';

export const servicesWithTwoTransports = defineRule({
  code: 'MSH303',
  name: 'services-with-two-transports',
  severity: 'warning',
  summary: 'one port of pods in Services for TCP and for UDP',
  fix: 'Use another port for one of the two.',
  upstream: ['IST0116'],
  reads: ['/Service', '/Namespace'],
  messages: {
    both: 'Services {services} have port {port} with different transports, and lead to the same pods',
  },
  check: (manifests, report) => {
    for (const workload of manifests.workloads) {
      const services = manifests.servicesOf(workload);
      if (services.length === 0 || dataPlaneOf(manifests, workload) !== 'sidecar') continue;
      const ports = services.flatMap(({ metadata, spec }) => (spec.ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol, service: metadata.name })));
      for (const [port, same] of grouped(ports, (one) => String(one.port))) {
        if (new Set(same.map(({ protocol }) => protocol)).size < 2) continue;
        report(workload.manifest, '', 'both', { port, services: [...new Set(same.map(({ service }) => service))].sort().join(', ') });
      }
    }
  },
});
