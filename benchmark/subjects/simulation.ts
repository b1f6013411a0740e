import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { asked, measured } from './measured';
import { nameOf } from './shop';

/** Requests of twenty services of the shop, whose objects were read before: what `MeshSimulator.request` does. */
const { library, objects, services, requests } = asked<{ library: string; objects: string; services: number; requests: number }>();
const load = createRequire(__filename);
const { load: inBundle } = load(join(dirname(library), 'core.js')) as { load: (module: string, file: string) => unknown };
const { simulate } = inBundle('simulation/simulate', './tools.js') as typeof import('../../src/simulation/simulate');
const { ManifestReader } = inBundle('manifests/manifest-reader', './synth.js') as typeof import('../../src/manifests/manifest-reader');

const reader = new ManifestReader();
for (const object of JSON.parse(readFileSync(objects, 'utf8')) as unknown[]) reader.addObject(object);
const manifests = reader.manifests();

measured(() => {
  let allowed = 0;
  for (let request = 0; request < requests; request += 1) {
    const caller = request % 20;
    const decision = simulate(manifests, { from: `shop/${nameOf(caller)}`, to: `http://${nameOf((caller + 1) % services)}:8080/api/${request}` });
    if (decision.outcomes.some(({ by }) => by === 'application')) allowed += 1;
  }
  if (allowed !== requests) throw new Error(`${allowed} of ${requests} declared calls are allowed`);
});
