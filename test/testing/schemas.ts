import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Schema } from './schema-walk';
import { WRITTEN_CRDS } from './written-crds';

const FOLDER = join(__dirname, '..', '..', 'schemas');
const kept = new Map<string, any>();

/** The definition of a custom resource's kind, if its group and exactly this version are kept in schemas/ or written in written-crds.ts. */
export function crdOf(apiVersion: string, kind: string): { schema: Schema; clusterScoped: boolean } | undefined {
  const [group, version] = apiVersion.split('/');
  const file = join(FOLDER, group, `${kind}.json`);
  if (version === undefined) return undefined;
  const spec = existsSync(file) ? readJson(file).spec : WRITTEN_CRDS.find((one) => one.group === group && one.names.kind === kind);
  if (spec === undefined) return undefined;
  const [{ name, schema }] = spec.versions;
  return name === version ? { schema: schema.openAPIV3Schema, clusterScoped: spec.scope === 'Cluster' } : undefined;
}

/** The definition of a built-in kind. */
export function builtInOf(apiVersion: string, kind: string): Schema | undefined {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return Object.values<Schema>(definitions()).find((definition) => {
    const [name] = definition['x-kubernetes-group-version-kind'] ?? [];
    return name !== undefined && name.group === group && name.version === version && name.kind === kind;
  });
}

/** What `$ref` points into. */
export function definitions(): Record<string, Schema> {
  return readJson(join(FOLDER, 'kubernetes.json')).definitions;
}

/** The schema of every kept custom resource, for tests about the schemas themselves. */
export function allCrdSchemas(): Schema[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((group) => readdirSync(join(FOLDER, group.name)).map((file) => readJson(join(FOLDER, group.name, file))))
    .map((crd) => crd.spec.versions[0].schema.openAPIV3Schema);
}

function readJson(file: string): any {
  if (!kept.has(file)) kept.set(file, JSON.parse(readFileSync(file, 'utf8')));
  return kept.get(file);
}
