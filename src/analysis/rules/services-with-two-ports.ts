import { dataPlaneOf } from '../../manifests/data-plane';
import { grouped } from '../../manifests/manifests';
import { defineRule } from '../rule';

export const servicesWithTwoPorts = defineRule({
  code: 'MSH304',
  name: 'services-with-two-ports',
  severity: 'warning',
  summary: 'one port of pods behind different ports of Services',
  fix: 'Give the Services the same port for it, or the pods a port for each.',
  upstream: ['IST0137'],
  reads: ['/Service', '/Namespace'],
  messages: {
    different: 'Services {services} lead to port {target} of these pods by different ports ({ports})',
  },
  check: (manifests, report) => {
    for (const workload of manifests.workloads) {
      const services = manifests.servicesOf(workload);
      if (services.length === 0 || dataPlaneOf(manifests, workload) !== 'sidecar') continue;
      const ports = services.flatMap(({ metadata, spec }) =>
        (spec.ports ?? []).map(({ port, targetPort }) => ({ port, target: targetPort || port, service: metadata.name })));
      for (const [target, same] of grouped(ports, (one) => String(one.target))) {
        const numbers = [...new Set(same.map(({ port }) => port))].sort((a, b) => a - b);
        if (numbers.length < 2) continue;
        report(workload.manifest, '', 'different', { target, ports: numbers.join(', '), services: [...new Set(same.map(({ service }) => service))].sort().join(', ') });
      }
    }
  },
});
