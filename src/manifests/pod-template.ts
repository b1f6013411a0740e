import { fail, type Placed } from '../support/errors';
import { type Fields, fieldsOf, isFields, listOf, textOf, textsOf } from '../support/fields';

/** What the mesh needs to know of an object that makes pods. */
export interface PodTemplate {
  readonly kind: string;
  readonly name: string;
  /** Undefined where the object does not say. */
  readonly namespace: string | undefined;
  readonly podLabels: Readonly<Record<string, string>>;
  /** The labels by which the object finds its own pods. */
  readonly selectorLabels: Readonly<Record<string, string>>;
  /** Undefined where it is the namespace's default one. */
  readonly serviceAccountName: string | undefined;
  /** TCP ports of its containers. */
  readonly containerPorts: readonly ContainerPort[];
  /** The pod's spec, as it stands. */
  readonly podSpec: Readonly<Record<string, unknown>>;
}

export interface ContainerPort {
  readonly name: string | undefined;
  readonly number: number;
}

/** Reads a Deployment, StatefulSet, DaemonSet, Rollout, or anything else with a pod template. */
export function readPodTemplate(object: unknown, at?: Placed): PodTemplate {
  const { kind, metadata, spec } = fieldsOf(object);
  const { template, selector } = fieldsOf(spec);
  const pod = fieldsOf(template);
  const { name, namespace } = fieldsOf(metadata);
  if (typeof kind !== 'string' || typeof name !== 'string' || !isFields(pod.spec)) {
    return fail(at, 'MSH061', {
      what: 'this object has no pod template',
      got: typeof kind === 'string' ? kind : object,
      allowed: 'Deployment, StatefulSet, DaemonSet, Rollout, or another kind with spec.template',
      fix: 'give the object that makes the pods, or use Workload.selecting() with their labels and service account',
    });
  }
  const { serviceAccountName, containers } = pod.spec;
  return {
    kind,
    name,
    namespace: textOf(namespace),
    podLabels: textsOf(fieldsOf(pod.metadata).labels),
    selectorLabels: textsOf(fieldsOf(selector).matchLabels),
    serviceAccountName: textOf(serviceAccountName),
    containerPorts: listOf(containers).flatMap((container) => listOf(container.ports)).flatMap(portOf),
    podSpec: pod.spec,
  };
}

function portOf({ name, containerPort, protocol = 'TCP' }: Fields): ContainerPort[] {
  return typeof containerPort === 'number' && protocol === 'TCP' ? [{ name: textOf(name), number: containerPort }] : [];
}
