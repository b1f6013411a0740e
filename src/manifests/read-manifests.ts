import type { Manifest, Origin } from './manifest';

/** Kinds that belong to the cluster and to no namespace. */
const CLUSTER_KINDS = new Set(['Namespace', 'Node', 'GatewayClass', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'IngressClass', 'PersistentVolume', 'PriorityClass', 'StorageClass', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'KongClusterPlugin']);

interface Reading {
  /** Where an object that names no namespace would be applied. */
  readonly namespace?: string;
  readonly origin?: Origin;
}

/** An object as kubectl would send it: with a namespace, where its kind has one, and with every part that is always read. */
export function manifestOf(object: Readonly<Record<string, any>>, { namespace = 'default', origin }: Reading = {}): Manifest<any> {
  const { kind } = object;
  const metadata = object.metadata ?? {};
  return {
    ...object,
    apiVersion: object.apiVersion,
    kind,
    metadata: {
      ...metadata,
      name: metadata.name ?? '',
      namespace: CLUSTER_KINDS.has(kind) ? '' : metadata.namespace ?? namespace,
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
    },
    spec: object.spec ?? {},
    ...(origin === undefined ? {} : { origin }),
  };
}
