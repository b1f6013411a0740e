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
  const { apiVersion, kind } = object;
  const metadata = object.metadata ?? {};
  return withOthers(object, {
    apiVersion,
    kind,
    metadata: withOthers(metadata, {
      name: metadata.name ?? '',
      namespace: CLUSTER_KINDS.has(kind) ? '' : metadata.namespace ?? namespace,
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
    }),
    spec: object.spec ?? {},
    ...(origin === undefined ? {} : { origin }),
  });
}

/** Most objects have no other fields: spreading them regardless takes twice the time. */
function withOthers<Known extends object>(object: Readonly<Record<string, unknown>>, known: Known): Known {
  for (const field in object) if (!Object.prototype.hasOwnProperty.call(known, field)) return { ...object, ...known };
  return known;
}
