import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Source } from './sources';

/** The text of every file of a source, in order of name. */
export function readSource(source: Source): string[] {
  const root = download(source);
  return source.files.flatMap((file) => filesUnder(join(root, file))).map((file) => readFileSync(file, 'utf8'));
}

/** The Go client is the one way to these files that also proves that they are what everybody else gets. */
function download({ module, version, sum }: Source): string {
  const answer = JSON.parse(execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], { encoding: 'utf8' }));
  if (answer.Sum !== sum) {
    throw new Error(`${module}@${version} has the hash ${answer.Sum}, but scripts/crds/sources.ts expects ${sum}`);
  }
  return answer.Dir;
}

function filesUnder(path: string): string[] {
  return statSync(path).isDirectory() ? readdirSync(path).sort().map((name) => join(path, name)) : [path];
}
