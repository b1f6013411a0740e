import type { Manifest } from '../../manifests/manifest';
import { grouped, type Manifests } from '../../manifests/manifests';
import { fieldsAt, textOf } from '../../support/fields';
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
    const autoscalers = grouped(manifests.ofKind('autoscaling/HorizontalPodAutoscaler'), targetOf);
    if (autoscalers.size === 0) return;
    for (const workload of scaledOf(manifests)) {
      const replicas = workload.spec?.replicas;
      const [autoscaler] = autoscalers.get(`${workload.kind} ${workload.metadata.namespace}/${workload.metadata.name}`) ?? [];
      if (autoscaler !== undefined && typeof replicas === 'number') report(workload, 'spec.replicas', 'both', { autoscaler: autoscaler.metadata.name, replicas });
    }
  },
});

function targetOf({ metadata, spec }: Manifest): string {
  const { kind, name } = fieldsAt(spec, 'scaleTargetRef');
  return `${textOf(kind)} ${metadata.namespace}/${textOf(name)}`;
}

function scaledOf(manifests: Manifests): Manifest[] {
  return ['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'].flatMap((kind) => manifests.ofKind(kind));
}
