import { type IstioRollout, istioRolloutsOf } from '../../manifests/argo-rollouts';
import type { HttpRoute } from '../../manifests/kinds/virtual-service';
import { defineRule } from '../rule';

export const rolloutRouteWithoutBoth = defineRule({
  code: 'MSH332',
  name: 'rollout-route-without-both',
  severity: 'error',
  summary: 'route of a Rollout that does not lead to both versions',
  fix: 'Let the route lead to the stable one with weight 100, and to the canary with weight 0.',
  reads: ['argoproj.io/Rollout', 'networking.istio.io/VirtualService'],
  messages: {
    missing: 'Rollout {rollout} moves this route, which does not lead to {what}: the Rollout is refused',
  },
  check: (manifests, report) => {
    for (const rollout of istioRolloutsOf(manifests)) {
      for (const { namespace, name, routes } of rollout.virtualServices) {
        const virtualService = manifests.find('networking.istio.io/VirtualService', namespace, name);
        const http = virtualService?.spec.http ?? [];
        http.forEach((route, index) => {
          const isMoved = routes.length === 0 ? http.length === 1 : route.name !== undefined && routes.includes(route.name);
          const [what] = isMoved ? missingFrom(route, rollout) : [];
          if (what !== undefined) report(virtualService!, `spec.http[${index}].route`, 'missing', { rollout: rollout.manifest.metadata.name, what });
        });
      }
    }
  },
});

function missingFrom({ route = [] }: HttpRoute, { subsets, stableService, canaryService }: IstioRollout): string[] {
  if (subsets !== undefined) {
    return [subsets.stable, subsets.canary].filter((subset) => !route.some(({ destination }) => destination.subset === subset)).map((subset) => `subset ${subset}`);
  }
  // Argo compares up to the first dot
  return [stableService, canaryService].flatMap((service) => (service === undefined || route.some(({ destination }) => destination.host.split('.')[0] === service) ? [] : [`Service ${service}`]));
}
