import { patchThatClearsRouteCache } from '../../../src/analysis/rules/patch-that-clears-route-cache';
import { authorizationPolicy, envoyFilter, objects } from '../objects';
import { ruleTest } from '../rule-test';

const filter = (context: string | undefined, operation = 'INSERT_FIRST', applyTo = 'HTTP_FILTER') => envoyFilter('web', { configPatches: [{ applyTo, ...(context && { match: { context } }), patch: { operation } }] });
const ofRoute = authorizationPolicy('web', { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'web' }] });

ruleTest(patchThatClearsRouteCache, {
  valid: [
    { name: 'no policy of a route', objects: objects(filter('GATEWAY'), authorizationPolicy('web', {})) },
    { name: 'a proxy beside a pod', objects: objects(filter('SIDECAR_INBOUND'), ofRoute) },
    { name: 'a filter removed, and a cluster', objects: objects(filter('GATEWAY', 'REMOVE'), { ...filter('GATEWAY', 'MERGE', 'CLUSTER') }, ofRoute) },
  ],
  invalid: [
    { name: 'a gateway', objects: objects(filter('GATEWAY'), ofRoute), findings: [{ at: 'EnvoyFilter shop/web spec.configPatches[0]', message: 'cleared', data: { policy: 'AuthorizationPolicy shop/web' } }] },
    { name: 'everywhere', objects: objects(filter(undefined), ofRoute), findings: [{ at: 'EnvoyFilter shop/web spec.configPatches[0]', message: 'cleared' }] },
  ],
});
