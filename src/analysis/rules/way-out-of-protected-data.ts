import { servicesDemanding } from '../../manifests/data-classes';
import { visibleFrom } from '../../manifests/export-to';
import type { SidecarSpec } from '../../manifests/kinds/sidecar';
import { idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { shows, sidecarOf } from '../../manifests/sidecar-view';
import { sortedSet } from '../../support/compare';
import { defineRule } from '../rule';

export const wayOutOfProtectedData = defineRule({
  code: 'MSH392',
  name: 'way-out-of-protected-data',
  severity: 'error',
  summary: 'undeclared hosts are open to a service with data that must be protected',
  fix: 'Let its Sidecar say `outboundTrafficPolicy: {mode: REGISTRY_ONLY}`, and declare hosts outside by their full names.',
  reads: ['/Service', 'networking.istio.io/ServiceEntry', 'networking.istio.io/Sidecar'],
  messages: {
    any: '{services} may send {classes} data to any host: the proxy lets through what nobody has declared',
    wildcard: '{services} may send {classes} data to whatever host {host} stands for',
  },
  check: (manifests, report) => {
    const sidecars = new Map<Manifest<SidecarSpec>, { readonly services: string[]; readonly classes: string[]; readonly namespace: string }>();
    for (const { service, classes, workloads } of servicesDemanding(manifests, 'outsideByName')) {
      for (const sidecar of new Set(workloads.map((workload) => sidecarOf(manifests, workload)))) {
        if (sidecar === undefined) continue;
        const of = sidecars.get(sidecar) ?? { services: [], classes: [], namespace: service.metadata.namespace };
        of.services.push(titleOf(idOf(service)));
        of.classes.push(...classes);
        sidecars.set(sidecar, of);
      }
    }
    const entries = manifests.ofKind('networking.istio.io/ServiceEntry');
    for (const [sidecar, { services, classes, namespace }] of sidecars) {
      const data = { services: sortedSet(services).join(', '), classes: sortedSet(classes).join(' and ') };
      if (sidecar.spec.outboundTrafficPolicy?.mode === 'ALLOW_ANY') report(sidecar, 'spec.outboundTrafficPolicy.mode', 'any', data);
      for (const entry of entries) {
        const { spec: { hosts, exportTo }, metadata } = entry;
        if (!visibleFrom(exportTo, metadata.namespace, namespace)) continue;
        hosts.forEach((host, index) => {
          if (host.startsWith('*') && shows(sidecar, namespace, host, metadata.namespace)) report(entry, `spec.hosts[${index}]`, 'wildcard', { ...data, host });
        });
      }
    }
  },
});
