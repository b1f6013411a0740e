import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { Sample } from './subjects/measured';

const ROOT = join(__dirname, '..');

/** Inside node_modules, so that the programs find the packages where the library finds them. */
const PROGRAMS = join(ROOT, 'node_modules', '.cache', 'cdk8s-istio-bench');

/** The library as it is published. */
export const LIBRARY = join(ROOT, 'lib', 'bundle', 'index.js');

/** Where runs leave what they wrote. */
export const WORK = mkdtempSync(join(tmpdir(), 'cdk8s-istio-bench-'));
process.on('exit', () => rmSync(WORK, { recursive: true, force: true }));

/** The measured programs as JavaScript: translating TypeScript on the way would be measured, too. */
export function translate(): void {
  rmSync(PROGRAMS, { recursive: true, force: true });
  mkdirSync(PROGRAMS, { recursive: true });
  for (const file of readdirSync(join(__dirname, 'subjects'))) {
    const source = readFileSync(join(__dirname, 'subjects', file), 'utf8');
    const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } });
    writeFileSync(join(PROGRAMS, file.replace('.ts', '.js')), outputText);
  }
}

/** A program in a process of its own. */
export function run<T = Sample>(subject: string, request: object, nodeOptions: readonly string[] = []): T {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, join(PROGRAMS, `${subject}.js`), JSON.stringify(request)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${subject} ended with ${status}\n${stderr}`);
  return JSON.parse(stdout) as T;
}

/** A program of another kind. Its memory is not known. */
export function runCommand(command: string, output: string): Sample {
  const start = process.hrtime.bigint();
  const script = `TIMEFORMAT='%U %S'; time ${command} > '${output}'`;
  const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ended with ${status}\n${stderr}`);
  const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
  const [user, system] = stderr.trim().split('\n').pop()!.split(' ').map(Number);
  const cpuMs = (user + system) * 1e3;
  return { cpuMs, wallMs, processCpuMs: cpuMs, peakMiB: NaN };
}

/** One text for what a run wrote, all of its files together. */
export function written(folder: string): string {
  return readdirSync(folder).sort().map((file) => readFileSync(join(folder, file), 'utf8')).join('---\n');
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** cdk8s reads files through a process that hands over 10 MB at the most. */
export function objectsIn(file: string): any[] {
  return loadAll(readFileSync(file, 'utf8'));
}
