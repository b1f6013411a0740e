import { targetsOf } from '../../manifests/policies';
import { defineRule } from '../rule';

export const patchThatClearsRouteCache = defineRule({
  code: 'MSH295',
  name: 'patch-that-clears-route-cache',
  severity: 'warning',
  summary: 'HTTP filter beside a policy for a single route',
  fix: 'See that the filter does not clear the route cache, or attach the policy to the Gateway or Service.',
  upstream: ['EnvoyFilterMayClearRouteCache'],
  reads: ['networking.istio.io/EnvoyFilter', 'security.istio.io/AuthorizationPolicy'],
  messages: {
    cleared: 'if this filter lets Envoy choose the route anew, a request judged by {policy} may take a route that it does not judge',
  },
  check: (manifests, report) => {
    const ofRoutes = manifests.ofKind('security.istio.io/AuthorizationPolicy').find(({ spec }) => targetsOf(spec).some(({ kind }) => kind === 'HTTPRoute'));
    if (ofRoutes === undefined) return;
    const policy = `AuthorizationPolicy ${ofRoutes.metadata.namespace}/${ofRoutes.metadata.name}`;
    for (const filter of manifests.ofKind('networking.istio.io/EnvoyFilter')) {
      (filter.spec.configPatches ?? []).forEach(({ applyTo, match, patch }, index) => {
        const isElsewhere = match?.context === 'SIDECAR_INBOUND' || match?.context === 'SIDECAR_OUTBOUND';
        if (applyTo === 'HTTP_FILTER' && patch?.operation !== 'REMOVE' && !isElsewhere) report(filter, `spec.configPatches[${index}]`, 'cleared', { policy });
      });
    }
  },
});
