import { createRequire } from 'node:module';
import { ApiObject, App, Chart } from 'cdk8s';
import { asked, measured } from './measured';
import type { ByHand } from '../by-hand';

/** The same objects, written by hand as plain ApiObjects. */
const { program, out, names } = asked<{ program: string; out: string; names: string[] }>();
const { objects } = createRequire(__filename)(program) as ByHand;

measured(() => {
  const app = new App({ outdir: out });
  const chart = new Chart(app, 'shop');
  for (const { id, object } of objects(names)) new ApiObject(chart, id, object);
  app.synth();
});
