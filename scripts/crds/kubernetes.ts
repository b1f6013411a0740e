import { Schema, stripSchema } from './strip';

/** The definitions of the Kubernetes API that the given kinds reach, stripped. */
export function readKubernetes(swagger: Schema, kinds: Record<string, string[]>): Schema {
  const reached = new Map<string, Schema>();
  const queue = Object.keys(swagger.definitions).filter((name) => isWanted(swagger.definitions[name], kinds));
  for (const name of queue) {
    if (reached.has(name)) continue;
    const definition = stripSchema(swagger.definitions[name]);
    reached.set(name, definition);
    queue.push(...referencesIn(definition));
  }
  return { definitions: Object.fromEntries([...reached].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function isWanted(definition: Schema, kinds: Record<string, string[]>): boolean {
  const names: Schema[] = definition['x-kubernetes-group-version-kind'] ?? [];
  // A definition with many names (DeleteOptions) is nobody's kind.
  return names.length === 1 && names.some(({ group, version, kind }) => kinds[group ? `${group}/${version}` : version]?.includes(kind));
}

function referencesIn(node: any): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = typeof node.$ref === 'string' ? [node.$ref.replace('#/definitions/', '')] : [];
  return own.concat(Object.values(node).flatMap(referencesIn));
}
