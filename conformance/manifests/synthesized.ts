import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../mesh/kube';
import { parseManifests } from '../mesh/manifests';

/** What the library makes of one example or golden case. */
export interface Synthesized {
  readonly name: string;
  readonly file: string;
  readonly objects: KubeObject[];
}

const ROOT = join(__dirname, '..', '..');

/** All of them; a case whose outcome is an error has no manifests. */
export function synthesized(): Synthesized[] {
  return ['examples', 'test/golden'].flatMap((folder) => readdirSync(join(ROOT, folder)).sort()
    .map((name) => ({ name: `${folder}/${name}`, file: join(ROOT, folder, name, 'out.yaml') }))
    .filter(({ file }) => existsSync(file))
    .map((found) => ({ ...found, objects: parseManifests(readFileSync(found.file, 'utf8')) })));
}
