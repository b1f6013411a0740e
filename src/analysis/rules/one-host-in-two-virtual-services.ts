import { visibleTogether } from '../../manifests/export-to';
import { isOnMesh } from '../../manifests/gateways';
import { fullHost } from '../../manifests/hosts';
import type { VirtualServiceSpec } from '../../manifests/kinds/virtual-service';
import { idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { sortedSet } from '../../support/compare';
import { defineRule } from '../rule';

export const oneHostInTwoVirtualServices = defineRule({
  code: 'MSH208',
  name: 'one-host-in-two-virtual-services',
  severity: 'error',
  summary: 'two VirtualServices for one host in the mesh',
  fix: 'Merge the routes into one VirtualService, or export each to other namespaces.',
  upstream: ['IST0109', 'KIA1106'],
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    conflict: '{other} has routes for {host}, too: proxies follow the older of the two and ignore the other',
    twice: '{host} is named twice, here by its other name',
  },
  check: (manifests, report) => {
    const byHost = new Map<string, { virtualService: Manifest<VirtualServiceSpec>; path: string }[]>();
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      if (!isOnMesh(virtualService.spec)) continue;
      (virtualService.spec.hosts ?? []).forEach((name, index) => {
        const host = fullHost(name, virtualService.metadata.namespace, manifests.surroundings.clusterDomain);
        const known = byHost.get(host) ?? [];
        byHost.set(host, known);
        known.push({ virtualService, path: `spec.hosts[${index}]` });
      });
    }
    for (const [host, claims] of byHost) {
      claims.forEach(({ virtualService, path }, index) => {
        if (claims.findIndex((claim) => claim.virtualService === virtualService) < index) return report(virtualService, path, 'twice', { host });
        const others = claims.map((claim) => claim.virtualService)
          .filter((other) => other !== virtualService && visibleTogether(scopeOf(virtualService), scopeOf(other)));
        if (others.length > 0) report(virtualService, path, 'conflict', { host, other: sortedSet(others.map((other) => titleOf(idOf(other)))).join(', ') });
      });
    }
  },
});

function scopeOf({ metadata: { namespace }, spec: { exportTo } }: Manifest<VirtualServiceSpec>) {
  return { exportTo, namespace };
}
