import { istioRolloutsOf } from '../../manifests/argo-rollouts';
import { defineRule } from '../rule';

export const rolloutOfUnknownRoute = defineRule({
  code: 'MSH331',
  name: 'rollout-of-unknown-route',
  severity: 'error',
  summary: 'Rollout that moves a route which is not there',
  fix: 'Give the route of the VirtualService a name, and list it under `routes` of the Rollout.',
  reads: ['argoproj.io/Rollout', 'networking.istio.io/VirtualService'],
  messages: {
    unknown: 'VirtualService {virtualService} has no HTTP route {route}',
    several: 'VirtualService {virtualService} has {count} HTTP routes, and nothing says which to move: the Rollout is refused',
  },
  check: (manifests, report) => {
    for (const { manifest, virtualServices, managedRoutes } of istioRolloutsOf(manifests)) {
      for (const { namespace, name, routes, path } of virtualServices) {
        const http = manifests.find('networking.istio.io/VirtualService', namespace, name)?.spec.http;
        if (http === undefined) continue;
        routes.forEach((route, index) => {
          if (!http.some((one) => one.name === route)) report(manifest, `${path}.routes[${index}]`, 'unknown', { virtualService: name, route });
        });
        // routes that the Rollout adds for a while count as its own
        const count = http.filter((one) => one.name === undefined || !managedRoutes.includes(one.name)).length;
        if (routes.length === 0 && count > 1) report(manifest, path, 'several', { virtualService: name, count });
      }
    }
  },
});
