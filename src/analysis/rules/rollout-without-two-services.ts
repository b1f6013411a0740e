import { istioRolloutsOf } from '../../manifests/argo-rollouts';
import { knowsNamespace } from '../../manifests/outside';
import { defineRule } from '../rule';

const CANARY = 'spec.strategy.canary';

export const rolloutWithoutTwoServices = defineRule({
  code: 'MSH333',
  name: 'rollout-without-two-services',
  severity: 'error',
  summary: 'Rollout that shifts traffic without two Services',
  fix: 'Name one Service for the stable version and another for the canary, both of the namespace of the Rollout.',
  reads: ['argoproj.io/Rollout', '/Service'],
  messages: {
    missing: 'it says no {field}: the Rollout is refused',
    same: 'stable and canary are one Service, {name}: the Rollout is refused',
    unknown: 'there is no Service {name} in namespace {namespace}',
  },
  check: (manifests, report) => {
    for (const { manifest, namespace, canary, stableService, canaryService, subsets } of istioRolloutsOf(manifests)) {
      if (stableService !== undefined && stableService === canaryService) report(manifest, `${CANARY}.canaryService`, 'same', { name: canaryService });
      for (const [field, name] of [['stableService', stableService], ['canaryService', canaryService]] as const) {
        const path = canary.pingPong === undefined ? `${CANARY}.${field}` : `${CANARY}.pingPong`;
        // by subsets, one Service may stand for both
        if (name === undefined) {
          if (subsets === undefined) report(manifest, canary.pingPong === undefined ? CANARY : path, 'missing', { field });
        } else if (manifests.find('/Service', namespace, name) === undefined && knowsNamespace(manifests, namespace)) {report(manifest, path, 'unknown', { name, namespace });}
      }
    }
  },
});
