import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/cli/main';

/** Where the files of one suite lie. */
export const HOME = mkdtempSync(join(tmpdir(), 'cli-'));

/** What the command prints, complains of and exits with. */
export function run(...args: string[]): { code: number; out: string; err: string } {
  let [out, err] = ['', ''];
  const code = main(args, (text) => { out += text; }, (text) => { err += text; });
  if (typeof code !== 'number') throw new Error(`${args[0]} waits for somebody`);
  return { code, out, err };
}

/** A file of this text, by its path. */
export function file(name: string, text: string): string {
  const path = join(HOME, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
