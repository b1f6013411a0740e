import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The JavaScript of a module, by the path of its file without an ending. */
export type ScriptOf = (module: string) => string;

/** Modules of Node that have a small likeness for browsers. */
const LIKENESS: Readonly<Record<string, string>> = { 'node:net': join(__dirname, 'client', 'net'), 'node:crypto': join(__dirname, 'client', 'crypto') };

/** What is compiled beside this file, or in a checkout under lib/. */
export const compiledScript: ScriptOf = (module) => {
  const root = join(__dirname, '..', '..', '..');
  const file = [`${module}.js`, join(root, 'lib', `${relative(root, module)}.js`)].find(existsSync);
  if (file === undefined) throw new Error(`${module} is not compiled: run \`npx projen compile\` first`);
  return readFileSync(file, 'utf8');
};

/** One script of a module and all that it requires: the page then runs the same code as everything else, without a network. */
export function bundle(entry: string, scriptOf: ScriptOf): string {
  const modules = new Map<string, string>();
  const pending = [entry];
  for (let module = pending.pop(); module !== undefined; module = pending.pop()) {
    if (modules.has(module)) continue;
    const [script, required] = linked(module, scriptOf(module));
    modules.set(module, script);
    pending.push(...required);
  }
  const names = [...modules.keys()].sort();
  const parts = names.map((module) => `${JSON.stringify(nameOf(module))}(exports,require){\n${modules.get(module)!}\n}`);
  return [
    "'use strict';(()=>{const modules={",
    parts.join(',\n'),
    '};const loaded={};',
    'const load=(name)=>{if(!(name in loaded)){loaded[name]={};modules[name](loaded[name],load)}return loaded[name]};',
    `load(${JSON.stringify(nameOf(entry))})})();`,
  ].join('\n').replace(/<(?=\/script|!--)/gi, '\\x3c');
}

function nameOf(module: string): string {
  return relative(join(__dirname, '..', '..'), module).split(sep).join('/');
}

/** The script, asking for modules by their names in the bundle. */
function linked(module: string, script: string): [string, string[]] {
  const required: string[] = [];
  const text = script.replace(/\brequire\((["'])([^"']+)\1\)/g, (_, __, name: string) => {
    const file = LIKENESS[name] ?? (name.startsWith('.') ? fileOf(join(dirname(module), name)) : undefined);
    if (file === undefined) throw new Error(`${module} requires ${name}, which browsers do not have`);
    required.push(file);
    return `require(${JSON.stringify(nameOf(file))})`;
  }).replace(/^\/\/# sourceMappingURL=.*$/gm, '').replace(/^"use strict";$/m, '').replace(/^Object\.defineProperty\(exports, "__esModule", .*$/m, '');
  return [text, required];
}

/** A folder means its index. */
function fileOf(path: string): string {
  return ['.js', '.ts'].some((ending) => existsSync(`${path}${ending}`)) ? path : existsSync(join(path, 'index.ts')) || existsSync(join(path, 'index.js')) ? join(path, 'index') : path;
}
