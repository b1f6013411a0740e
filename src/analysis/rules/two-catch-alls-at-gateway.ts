import { gatewaysOf } from '../../manifests/gateways';
import { fullHost } from '../../manifests/hosts';
import type { HttpRoute, VirtualServiceSpec } from '../../manifests/kinds/virtual-service';
import { idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { defineRule } from '../rule';

export const twoCatchAllsAtGateway = defineRule({
  code: 'MSH234',
  name: 'two-catch-alls-at-gateway',
  severity: 'warning',
  summary: 'two VirtualServices that each take all requests for one host of a gateway',
  fix: 'Keep one route without matches for the host; let the others ask for their paths.',
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    both: '{other} takes all requests for {host} at {gateway}, too: which of them gets the requests is not defined',
  },
  check: (manifests, report) => {
    const takers = new Map<string, { virtualService: Manifest<VirtualServiceSpec>; path: string; gateway: string; host: string }[]>();
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      const { metadata: { namespace }, spec } = virtualService;
      const index = (spec.http ?? []).findIndex(takesAll);
      if (index < 0) continue;
      for (const reference of gatewaysOf(virtualService)) {
        const gateway = `Gateway ${reference.namespace}/${reference.name}`;
        for (const host of (spec.hosts ?? []).map((name) => fullHost(name, namespace, manifests.surroundings.clusterDomain))) {
          const known = takers.get(`${gateway} ${host}`) ?? [];
          takers.set(`${gateway} ${host}`, known);
          known.push({ virtualService, path: `spec.http[${index}]`, gateway, host });
        }
      }
    }
    for (const claims of takers.values()) {
      for (const { virtualService, path, gateway, host } of claims.length < 2 ? [] : claims) {
        const other = claims.filter((claim) => claim.virtualService !== virtualService).map((claim) => titleOf(idOf(claim.virtualService)));
        if (other.length > 0) report(virtualService, path, 'both', { gateway, host, other: other.sort().join(', ') });
      }
    }
  },
});

function takesAll({ match = [], delegate }: HttpRoute): boolean {
  return match.length === 0 && delegate === undefined;
}
