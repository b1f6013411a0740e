import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from './kube';

/** The YAML files of a folder in the order of their names, or the one file. */
export function manifestFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().filter((name) => /\.ya?ml$/.test(name)).map((name) => join(path, name));
}

/** The objects of some YAML, in its order and as they stand there. */
export function parseManifests(text: string): KubeObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    const object = document.toJS({ maxAliasCount: -1 });
    if (object === null) return [];
    return object.kind === 'List' ? object.items : [object];
  });
}

export function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata?.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata?.name}`;
}
