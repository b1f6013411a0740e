import type { Manifest } from './manifest';

/** Kinds that belong to the cluster and to no namespace. */
const CLUSTER_KINDS = new Set(['Namespace', 'Node', 'GatewayClass', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'IngressClass', 'PersistentVolume', 'PriorityClass', 'StorageClass', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'KongClusterPlugin']);

/** An object as kubectl would send it: with a namespace, where its kind has one, and with every part that is always read. */
export function manifestOf(object: Readonly<Record<string, any>>): Manifest<any> {
  const { metadata = {}, kind } = object;
  return {
    ...object,
    apiVersion: object.apiVersion,
    kind,
    metadata: {
      ...metadata,
      name: metadata.name ?? '',
      namespace: CLUSTER_KINDS.has(kind) ? '' : metadata.namespace ?? 'default',
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
    },
    spec: object.spec ?? {},
  };
}
