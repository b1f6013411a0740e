import type { Container, PodSpec } from './kinds/core';
import { groupOf, type Labels, type Manifest } from './manifest';

/** The pods that an object makes: each of them has these labels and this identity. */
export interface Workload {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccountName: string;
  readonly pod: PodSpec;
  /** The path of the pod template in the object. */
  readonly path: string;
}

/** Where each kind keeps its pod template, by group and name. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'argoproj.io/Rollout': ['spec', 'template'],
  '/ReplicationController': ['spec', 'template'],
  '/Pod': [],
};

export function workloadOf(manifest: Manifest): Workload | undefined {
  const path = TEMPLATES[`${groupOf(manifest.apiVersion)}/${manifest.kind}`];
  if (path === undefined) return undefined;
  const template = path.reduce((value: any, field) => value?.[field], manifest);
  if (template?.spec === undefined) return undefined;
  const pod: PodSpec = template.spec;
  return {
    manifest,
    namespace: manifest.metadata.namespace,
    name: manifest.metadata.name,
    labels: template.metadata?.labels ?? {},
    annotations: template.metadata?.annotations ?? {},
    serviceAccountName: pod.serviceAccountName ?? pod.serviceAccount ?? 'default',
    pod,
    path: path.join('.'),
  };
}

/** All containers, those of the start included. */
export function containersOf({ pod }: Workload): readonly Container[] {
  return [...pod.initContainers ?? [], ...pod.containers ?? []];
}

/** The pod's port that a Service's target means: a number, or the name of a container's port. */
export function targetPortOf(target: number | string, workload: Workload): number | undefined {
  if (typeof target === 'number') return target;
  for (const container of workload.pod.containers ?? []) {
    const named = container.ports?.find(({ name }) => name === target);
    if (named !== undefined) return named.containerPort;
  }
  return undefined;
}
