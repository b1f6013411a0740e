import { Schema, SchemaWalk } from './schema-walk';
import { builtInOf, crdOf, definitions } from './schemas';
import { kubernetesProblems } from '../../src/manifests/shapes/kubernetes-rules';

const META: Schema = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

/**
 * Everything the API server would say against an object, as `path: problem`: the schema with strict field validation, the CEL rules
 * of custom resources, and for built-in kinds the part of their validation that no schema states. An unknown kind is a problem.
 */
export function validateObject(object: any): string[] {
  const { apiVersion, kind } = object ?? {};
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return ['(object): apiVersion and kind are required'];
  const crd = crdOf(apiVersion, kind);
  const schema = crd?.schema ?? builtInOf(apiVersion, kind);
  if (schema === undefined) return [`(object): no schema is kept for ${apiVersion} ${kind}`];

  const walk = new SchemaWalk(definitions());
  walk.judge(withObjectMeta(schema), object, '');
  const clusterScoped = crd?.clusterScoped ?? CLUSTER_SCOPED.has(kind);
  return [...walk.problems, ...kubernetesProblems(object, { clusterScoped, builtIn: crd === undefined }).map(({ path, problem }) => `${path}: ${problem}`)];
}

const CLUSTER_SCOPED = new Set(['ClusterRole', 'ClusterRoleBinding', 'IngressClass', 'Namespace']);

/** A custom resource's schema leaves `metadata` to the API server, which knows it better. */
function withObjectMeta(schema: Schema): Schema {
  return {
    ...schema,
    properties: { ...schema.properties, apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: META },
    required: [...(schema.required ?? []), 'metadata'],
  };
}
