import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { asked, measured } from './measured';

/** All rules over the objects of one file, which was read before: what `MeshAnalysis.ofObjects` does. */
const { library, objects } = asked<{ library: string; objects: string }>();
const load = createRequire(__filename);
const read = JSON.parse(readFileSync(objects, 'utf8')) as unknown[];
const { load: inBundle } = load(join(dirname(library), 'core.js')) as { load: (module: string, file: string) => unknown };
const analyzer = inBundle('analysis/analyze', './tools.js') as typeof import('../../src/analysis/analyze');
const reader = inBundle('manifests/manifest-reader', './synth.js') as typeof import('../../src/manifests/manifest-reader');

measured(() => {
  const manifests = new reader.ManifestReader();
  for (const object of read) manifests.addObject(object);
  const { findings, objects: count } = analyzer.analyze(manifests.manifests());
  if (count !== read.length || findings.some(({ severity }) => severity === 'error')) throw new Error(`${findings.length} findings in ${count} objects`);
});
