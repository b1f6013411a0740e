import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../mesh/kube';
import { parseManifests } from '../mesh/manifests';

/** Some manifests that are judged twice: by us, and by Istio. */
export interface Input {
  readonly name: string;
  readonly objects: readonly KubeObject[];
}

const ROOT = join(__dirname, '..', '..');

/** The examples of every rule's page, and what `inputs/` holds. Texts that are no YAML are left out: nobody could send them. */
export function allInputs(): Input[] {
  return [...examples(), ...written()];
}

function examples(): Input[] {
  const folder = join(ROOT, 'docs', 'rules');
  return readdirSync(folder).filter((file) => file.startsWith('MSH')).sort().flatMap((file) => {
    const page = readFileSync(join(folder, file), 'utf8');
    return ['Incorrect', 'Correct'].flatMap((section) => {
      const texts = [...(page.split(`## ${section}\n`)[1] ?? '').split('\n## ')[0].matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml]) => yaml);
      return texts.flatMap((text, index) => inputOf(`${file.slice(0, -3)} ${section.toLowerCase()}${index === 0 ? '' : ` ${index + 1}`}`, text));
    });
  });
}

function written(): Input[] {
  const folder = join(__dirname, 'inputs');
  return readdirSync(folder).sort().flatMap((file) => inputOf(file.replace(/\.yaml$/, ''), readFileSync(join(folder, file), 'utf8')));
}

function inputOf(name: string, text: string): Input[] {
  try {
    const objects = parseManifests(text).filter((object) => typeof object?.kind === 'string' && typeof object?.apiVersion === 'string' && object.metadata?.name !== undefined);
    return objects.length === 0 ? [] : [{ name, objects }];
  } catch {
    return [];
  }
}
