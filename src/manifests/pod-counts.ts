import { autoscalersOf } from './autoscalers';
import type { Manifests } from './manifests';
import type { Workload } from './workload';
import { type Fields, fieldsAt, fieldsOf, numberOf } from '../support/fields';

/** How many pods of a workload there are at a time. */
export interface PodCount {
  readonly least: number;
  readonly most: number;
}

/** On what others made of an object that is counted itself, as a list of all that is in a cluster has them. */
const MADE_BY_OTHERS = ['pod-template-hash', 'controller-revision-hash', 'batch.kubernetes.io/job-name', 'job-name'];

/** How many pods a workload has by its own number, by an autoscaler, on so many nodes; while it is replaced there may be more. */
export function podCountOf(manifests: Manifests, { manifest, namespace, name }: Workload, nodes: number): PodCount {
  const { kind, metadata, spec } = manifest;
  const isMade = MADE_BY_OTHERS.some((label) => metadata.labels[label] !== undefined) && (kind === 'Pod' || kind === 'ReplicaSet');
  if (isMade) return always(0);
  switch (kind) {
    case 'Pod': return always(1);
    case 'DaemonSet': return always(nodes);
    // they come and go
    case 'Job': return { least: 0, most: podsOfJob(spec) };
    case 'CronJob': return { least: 0, most: spec.suspend === true ? 0 : podsOfJob(fieldsAt(spec, 'jobTemplate', 'spec')) };
    default: return scaledCount(manifests, kind, namespace, name, numberOf(spec.replicas) ?? 1);
  }
}

/** How many there are of what has replicas. */
export function scaledCount(manifests: Manifests, kind: string, namespace: string, name: string, replicas: number): PodCount {
  const [autoscaler] = autoscalersOf(manifests, kind, namespace, name);
  // an autoscaler leaves alone what has been scaled to nothing
  if (autoscaler === undefined || replicas === 0) return always(replicas);
  const { minReplicas, maxReplicas } = fieldsOf(autoscaler.spec);
  const least = numberOf(minReplicas) ?? 1;
  return { least, most: Math.max(least, numberOf(maxReplicas) ?? least) };
}

function podsOfJob(spec: Fields): number {
  if (spec.suspend === true) return 0;
  const parallelism = numberOf(spec.parallelism) ?? 1;
  return Math.min(parallelism, numberOf(spec.completions) ?? parallelism);
}

function always(count: number): PodCount {
  return { least: count, most: count };
}
