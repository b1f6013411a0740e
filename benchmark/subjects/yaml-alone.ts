import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { asked, measured } from './measured';
import type { ByHand } from '../by-hand';

/** The same objects, written with the options of cdk8s and without cdk8s: what nobody who uses `yaml` can do without. */
const { program, out, names } = asked<{ program: string; out: string; names: string[] }>();
const { objects } = createRequire(__filename)(program) as ByHand;

measured(() => {
  const documents = [...objects(names)].map(({ object }) => stringify(object, { keepUndefined: true, lineWidth: 0, version: '1.1' }));
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'shop.k8s.yaml'), documents.join('---\n'));
});
