import { istioRolloutsOf } from '../../manifests/argo-rollouts';
import { fieldsOf, listOf, textOf } from '../../support/fields';
import { defineRule } from '../rule';

export const stepOfUnmanagedRoute = defineRule({
  code: 'MSH334',
  name: 'step-of-unmanaged-route',
  severity: 'error',
  summary: 'step of a Rollout about a route that is not managed',
  fix: 'List the name under `trafficRouting.managedRoutes`; never one that is written by hand, since it is removed in the end.',
  reads: ['argoproj.io/Rollout', 'networking.istio.io/VirtualService'],
  messages: {
    unmanaged: 'route {route} is none of the managed routes: the Rollout is refused',
    written: 'route {route} of VirtualService {virtualService} is written by hand: the Rollout removes managed routes when it ends',
  },
  check: (manifests, report) => {
    for (const { manifest, canary, managedRoutes, virtualServices } of istioRolloutsOf(manifests)) {
      listOf(canary.steps).forEach((step, index) => {
        for (const kind of ['setHeaderRoute', 'setMirrorRoute']) {
          const route = textOf(fieldsOf(step[kind]).name);
          if (route !== undefined && !managedRoutes.includes(route)) report(manifest, `spec.strategy.canary.steps[${index}].${kind}.name`, 'unmanaged', { route });
        }
      });
      for (const { namespace, name } of virtualServices) {
        const written = (manifests.find('networking.istio.io/VirtualService', namespace, name)?.spec.http ?? []).flatMap((route) => route.name ?? []);
        managedRoutes.forEach((route, index) => {
          if (written.includes(route)) report(manifest, `spec.strategy.canary.trafficRouting.managedRoutes[${index}].name`, 'written', { route, virtualService: name });
        });
      }
    }
  },
});
