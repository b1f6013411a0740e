import { autoscalersOf } from '../../manifests/autoscalers';
import type { Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { defineRule } from '../rule';

export const replicasOfTwoOwners = defineRule({
  code: 'MSH336',
  name: 'replicas-of-two-owners',
  severity: 'warning',
  summary: 'number of replicas that an autoscaler writes, too',
  fix: 'Leave `replicas` out: the autoscaler says how many there are.',
  reads: ['autoscaling/HorizontalPodAutoscaler', 'apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'],
  messages: {
    both: 'HorizontalPodAutoscaler {autoscaler} decides how many pods there are: each time this is applied, there are {replicas} for a while',
  },
  check: (manifests, report) => {
    if (manifests.ofKind('autoscaling/HorizontalPodAutoscaler').length === 0) return;
    for (const workload of scaledOf(manifests)) {
      const replicas = workload.spec?.replicas;
      const [autoscaler] = autoscalersOf(manifests, workload.kind, workload.metadata.namespace, workload.metadata.name);
      if (autoscaler !== undefined && typeof replicas === 'number') report(workload, 'spec.replicas', 'both', { autoscaler: autoscaler.metadata.name, replicas });
    }
  },
});

function scaledOf(manifests: Manifests): Manifest[] {
  return ['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'].flatMap((kind) => manifests.ofKind(kind));
}
