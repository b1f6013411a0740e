import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { transformSync } from 'esbuild';
import { pageScript } from './page-script';

/**
 * Makes few files of what jsii compiled: Node takes longer to find and open hundreds of files than to run what an app needs of them.
 * Each file is a table of modules, which run when they are asked for. A bundler would give classes other names, and parse what it wraps twice.
 */
const ROOT = join(__dirname, '..');
const COMPILED = join(ROOT, 'lib', 'src');
const OUT = join(ROOT, 'lib', 'bundle');

/** The modules that begin a file: it holds them, and what they need at once that no file before it holds. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  // what every app loads
  core: ['index'],
  // what synthesis loads where a Mesh is declared
  synth: ['constructs/analysis/at-synth', 'manifests/manifest-reader', 'analysis/run-rules', 'analysis/error-rules'],
  // what it loads besides where objects of others are in the app
  shapes: ['manifests/shapes/shape-check', 'analysis/webhook/webhook-rules'],
};

/** The last file: the command, and what those before load when something is asked of them. */
const REST = { file: 'tools', root: 'cli/bin' };

/** Modules that load others when something is asked of them, and not at once. */
const LAZY = /\/load$/;
const PEERS = ['cdk8s', 'constructs'];
const REQUIRE = /\brequire\("([^"]+)"\)/g;

const LOADER = `
const loaded = {};
exports.load = function load(name, file) {
  if (loaded[name] === undefined) {
    if (modules[name] === undefined) Object.assign(modules, require(file));
    const module = loaded[name] = { exports: {} };
    modules[name](module.exports, load, module);
  }
  return loaded[name].exports;
};
`;

interface Module {
  readonly name: string;
  readonly script: string;
  /** What it requires, by the texts with which it does. */
  readonly needs: ReadonlyMap<string, string>;
}

main();

function main(): void {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const modules = new Map<string, Module>();
  const files = new Map(Object.entries(FILES).map(([file, roots]) => [file, take(roots, modules, LAZY)]));
  files.set(REST.file, take([REST.root, ...[...modules.values()].flatMap(({ needs }) => [...needs.values()])], modules));
  const fileOf = new Map([...files].flatMap(([file, own]) => own.map(({ name }) => [name, file])));
  for (const [file, own] of files) write(file, table(own.map((module) => linked(module, fileOf)), file));
  const names = Object.keys(createRequire(__filename)(join(COMPILED, 'index.js')) as object);
  // what is never run tells Node which names can be imported
  write('index', `module.exports = require("./core.js").load("index");\n0 && (module.exports = { ${names.join(', ')} });\n`);
  write('cli', '#!/usr/bin/env node\nrequire("./core.js").load("cli/bin", "./tools.js");\n');
  write('page-script', pageScript());
}

/** Some modules and what they need, without those that were taken before, and what lazy ones need. */
function take(roots: readonly string[], modules: Map<string, Module>, lazy?: RegExp): Module[] {
  const taken: Module[] = [];
  const pending = [...roots];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (modules.has(name)) continue;
    const module = read(name);
    modules.set(name, module);
    taken.push(module);
    if (lazy?.test(name) !== true) pending.push(...module.needs.values());
  }
  return taken.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function read(name: string): Module {
  if (name === 'js-yaml') return { name, script: licensed(createRequire(__filename).resolve(name)), needs: new Map() };
  const path = join(COMPILED, `${name}.js`);
  // comments are in the sources
  const script = transformSync(readFileSync(path, 'utf8'), { target: 'es2022', charset: 'utf8' }).code;
  const needs = new Map<string, string>();
  for (const [, required] of script.matchAll(REQUIRE)) {
    if (required.startsWith('.')) needs.set(required, relative(COMPILED, createRequire(path).resolve(required)).replaceAll('\\', '/').replace(/\.js$/, ''));
    else if (!isBuiltin(required) && !PEERS.includes(required)) needs.set(required, required);
  }
  return { name, script, needs };
}

/** A package as it is published, which has no dependencies. */
function licensed(path: string): string {
  const license = readFileSync(join(dirname(path), '..', 'LICENSE'), 'utf8');
  return `/*\n${license.trim()}\n*/\n${readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')}`;
}

function linked({ name, script, needs }: Module, fileOf: ReadonlyMap<string, string>): string {
  const text = script.replace(REQUIRE, (call, required: string) => {
    const needed = needs.get(required);
    if (needed === undefined) return call;
    const file = fileOf.get(needed)!;
    return `load(${JSON.stringify(needed)}${file === 'core' ? '' : `, "./${file}.js"`})`;
  });
  return `${JSON.stringify(name)}: (function (exports, load, module) {\n${text}})`;
}

/** The brackets around functions let V8 compile them at once, and not after it has looked for their ends. */
function table(functions: readonly string[], file: string): string {
  const modules = `{\n${functions.join(',\n')}\n};\n`;
  return file === 'core' ? `"use strict";\nconst modules = ${modules}${LOADER}` : `"use strict";\nmodule.exports = ${modules}`;
}

function write(file: string, text: string): void {
  writeFileSync(join(OUT, `${file}.js`), text);
}
