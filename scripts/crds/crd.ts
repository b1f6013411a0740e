import { parseAllDocuments } from 'yaml';
import { Schema, stripSchema } from './strip';

/** The CustomResourceDefinitions of some YAML, each cut down to one version and stripped. */
export function readCrds(text: string): Schema[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS({ maxAliasCount: -1 }))
    .filter((object) => object?.kind === 'CustomResourceDefinition')
    .map(stripCrd);
}

export function byGroupAndKind(a: Schema, b: Schema): number {
  const [x, y] = [a, b].map((crd) => `${crd.spec.group}/${crd.spec.names.kind}`);
  return x < y ? -1 : 1;
}

function stripCrd(crd: Schema): Schema {
  const { group, names, scope, versions } = crd.spec;
  const best = versions.filter((version: Schema) => version.served).sort(byMaturity)[0];
  return {
    apiVersion: crd.apiVersion,
    kind: crd.kind,
    metadata: { name: crd.metadata.name },
    spec: {
      group,
      names: { kind: names.kind, listKind: names.listKind, plural: names.plural, singular: names.singular },
      scope,
      // The generator ignores `storage`, but a definition with no stored version is none.
      versions: [{ name: best.name, served: true, storage: true, schema: { openAPIV3Schema: stripSchema(best.schema.openAPIV3Schema) } }],
    },
  };
}

/** v2 before v1, v1 before v1beta2, v1beta1 before v1alpha3. */
function byMaturity(a: Schema, b: Schema): number {
  const [x, y] = [a, b].map((version) => maturity(version.name));
  return y[0] - x[0] || y[1] - x[1] || y[2] - x[2];
}

function maturity(version: string): number[] {
  const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  return [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor ?? 0)];
}
