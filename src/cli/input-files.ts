import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './usage-error';
import type { Manifests } from '../manifests/manifests';
import type { Surroundings } from '../manifests/surroundings';
import { TextReader } from '../manifests/text-reader';

const ENDINGS = /\.(?:ya?ml|json)$/i;
/** The name of the text that comes by pipe. */
export const STDIN = '-';

/** The files that are meant: those that are named, and those of folders, in the order of their names. */
export function filesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (path === STDIN) return [path];
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) throw new UsageError(`${path} is not there`);
    return stats.isDirectory() ? filesIn(path) : [path];
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return ENDINGS.test(entry.name) ? [path] : [];
  });
}

export function readFiles(files: readonly string[], namespace: string | undefined, surroundings: Surroundings): Manifests {
  const reader = new TextReader(namespace);
  for (const file of files) reader.addText(textOf(file), nameOf(file));
  return reader.manifests(surroundings);
}

export function textOf(file: string): string {
  try {
    return readFileSync(file === STDIN ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`${nameOf(file)} cannot be read: ${(error as Error).message}`);
  }
}

export function nameOf(file: string): string {
  return file === STDIN ? 'stdin' : file;
}
