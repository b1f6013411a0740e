import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { report } from './report';

/** Half an hour for a file: the first one builds everything, if nothing is built yet. */
const TIMEOUT = 1_800_000;

/**
 * `npm run test:mesh`: every test of this folder, or of the files that are named. Two files at a time: a mesh waits more than it works.
 * Ends with `N passed, N failed`, and with 1 if something failed or nothing was tested.
 */
async function main(named: readonly string[]): Promise<void> {
  const files = named.length > 0 ? named.map((file) => join(process.cwd(), file)) : testFiles();
  const { passed, failed } = await report(run({ files, concurrency: 2, timeout: TIMEOUT }), (text) => process.stdout.write(text));
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** Begun first, so that what takes longest is not left alone at the end. */
const LONGEST = ['simulation/simulation.test.ts', 'cases/cases.test.ts'];

function testFiles(): string[] {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).sort();
  return [...LONGEST, ...files.filter((file) => !LONGEST.includes(file))].map((file) => join(__dirname, file));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`${relative(process.cwd(), __filename)}: ${String(error)}`);
  process.exitCode = 1;
});
