import { isOnMesh } from '../../manifests/gateways';
import { defineRule } from '../rule';

export const claimsInMeshRoutes = defineRule({
  code: 'MSH249',
  name: 'claims-in-mesh-routes',
  severity: 'error',
  summary: 'route by claims of a token in the mesh',
  fix: 'Bind the VirtualService to gateways only; in the mesh, copy the claim into a header (outputClaimToHeaders) and match that.',
  upstream: ['IST0106'],
  reads: ['networking.istio.io/VirtualService'],
  messages: {
    mesh: 'only gateways route by claims: istiod refuses {claim} in a VirtualService that is bound to the mesh',
  },
  check: (manifests, report) => {
    for (const virtualService of manifests.ofKind('networking.istio.io/VirtualService')) {
      // a delegate is bound to nothing by itself
      if (!isOnMesh(virtualService.spec) || (virtualService.spec.hosts ?? []).length === 0) continue;
      (virtualService.spec.http ?? []).forEach(({ match = [] }, index) => match.forEach(({ headers = {}, withoutHeaders = {} }, place) => {
        for (const [field, names] of [['headers', headers], ['withoutHeaders', withoutHeaders]] as const) {
          const claim = Object.keys(names).find((name) => name.toLowerCase().startsWith('@request.auth.claims'));
          if (claim !== undefined) report(virtualService, `spec.http[${index}].match[${place}].${field}`, 'mesh', { claim });
        }
      }));
    }
  },
});
