import { knowsWorkloads } from '../../manifests/outside';
import { isEmptySelector } from '../../manifests/selectors';
import { containersOf, targetPortOf, type Workload } from '../../manifests/workload';
import { defineRule } from '../rule';

export const servicePortWithoutPods = defineRule({
  code: 'MSH305',
  name: 'service-port-without-pods',
  severity: 'warning',
  summary: 'port of a Service on which none of its pods listens',
  fix: 'Let `targetPort` be one of the `containerPort`s.',
  upstream: ['KIA0701'],
  reads: ['/Service'],
  messages: {
    name: 'no container of the pods has a port named {target}: connections to port {port} are refused',
    number: 'the pods declare ports ({declared}), but not {target}, to which port {port} leads',
  },
  check: (manifests, report) => {
    for (const service of manifests.ofKind('/Service')) {
      const { namespace } = service.metadata;
      if (isEmptySelector(service.spec.selector) || !knowsWorkloads(manifests, namespace)) continue;
      const workloads = manifests.selected(namespace, service.spec.selector);
      const declared = workloads.map(portsDeclared);
      // a proxy listens on what its Gateways say, and declares nothing
      const areProxies = workloads.some(({ pod }) => pod.containers?.some(({ name }) => name === 'istio-proxy'));
      if (workloads.length === 0 || areProxies || declared.some(({ size }) => size === 0)) continue;
      (service.spec.ports ?? []).forEach(({ port, targetPort }, index) => {
        const target = targetPort || port;
        const path = `spec.ports[${index}]`;
        if (typeof target === 'string') {
          if (workloads.every((workload) => targetPortOf(target, workload) === undefined)) report(service, path, 'name', { target, port });
        } else if (!declared.some((ports) => ports.has(target))) {
          report(service, path, 'number', { target, port, declared: [...new Set(declared.flatMap((ports) => [...ports]))].sort((a, b) => a - b).join(', ') });
        }
      });
    }
  },
});

function portsDeclared(workload: Workload): ReadonlySet<number> {
  return new Set(containersOf(workload).flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort)));
}
