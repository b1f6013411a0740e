import { canariesOf, targetOf } from '../../manifests/flagger';
import { knowsWorkloads } from '../../manifests/outside';
import { defineRule } from '../rule';

export const canaryOfNothing = defineRule({
  code: 'MSH327',
  name: 'canary-of-nothing',
  severity: 'error',
  summary: 'Canary of a workload that does not exist',
  fix: 'Name the Deployment or DaemonSet of the same namespace that is released.',
  reads: ['flagger.app/Canary', 'apps/Deployment', 'apps/DaemonSet'],
  messages: {
    unknown: 'there is no {kind} {name} in namespace {namespace}',
  },
  check: (manifests, report) => {
    for (const { manifest, namespace, target } of canariesOf(manifests)) {
      if (target.kind !== 'Deployment' && target.kind !== 'DaemonSet') continue;
      if (targetOf(manifests, namespace, target) === undefined && knowsWorkloads(manifests, namespace)) report(manifest, 'spec.targetRef', 'unknown', { ...target, namespace });
    }
  },
});
