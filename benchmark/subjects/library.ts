import { createRequire } from 'node:module';
import { App, Chart } from 'cdk8s';
import { asked, measured } from './measured';
import { declare, type Shop } from './shop';

/** The shop, declared and synthesized with the compiled library, whose checks are always on. */
const { library, out, shop } = asked<{ library: string; out: string; shop: Shop }>();
const loaded = createRequire(__filename)(library) as typeof import('../../src');

measured(() => {
  const app = new App({ outdir: out });
  declare(loaded, Chart, app, shop);
  app.synth();
});
