import { istioRolloutsOf } from '../../manifests/argo-rollouts';
import { knowsNamespace } from '../../manifests/outside';
import { defineRule } from '../rule';

export const rolloutOfUnknownVirtualService = defineRule({
  code: 'MSH330',
  name: 'rollout-of-unknown-virtual-service',
  severity: 'error',
  summary: 'Rollout whose VirtualService does not exist',
  fix: 'Name the VirtualService whose weights are to be moved; one of another namespace as `name.namespace`.',
  reads: ['argoproj.io/Rollout', 'networking.istio.io/VirtualService'],
  messages: {
    none: 'it names no VirtualService: the Rollout is refused',
    unknown: 'there is no VirtualService {name} in namespace {namespace}: no traffic moves, and the Rollout is degraded',
  },
  check: (manifests, report) => {
    for (const { manifest, virtualServices } of istioRolloutsOf(manifests)) {
      if (virtualServices.length === 0) report(manifest, 'spec.strategy.canary.trafficRouting.istio', 'none');
      for (const { namespace, name, path } of virtualServices) {
        if (manifests.find('networking.istio.io/VirtualService', namespace, name) === undefined && knowsNamespace(manifests, namespace)) {
          report(manifest, `${path}.name`, 'unknown', { name, namespace });
        }
      }
    }
  },
});
