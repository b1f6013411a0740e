import { join } from 'node:path';
import { buildSync } from 'esbuild';

const CLIENT = join(__dirname, '..', 'src', 'report', 'page', 'client');

/** One script of all that the page of `cdk8s-istio report` runs: the same code as everywhere else, with small likenesses of what browsers do not have. */
export function pageScript(): string {
  const { outputFiles: [script] } = buildSync({
    entryPoints: [join(CLIENT, 'main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    alias: { 'node:net': join(CLIENT, 'net.ts'), 'node:crypto': join(CLIENT, 'crypto.ts') },
    tsconfigRaw: {},
  });
  return script.text;
}
