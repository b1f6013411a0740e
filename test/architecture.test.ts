import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';

const ROOT = join(__dirname, '..');
const LONGEST_FILE = 350;

/** Names under which anything may be put, and therefore is. */
const NAMES_OF_NOTHING = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'context', 'info'];

/** What each room may import. `types` are for `import type` only. */
const ARROWS: Record<string, { code: string[]; types?: string[] }> = {
  'index.ts': { code: ['constructs', 'analysis', 'simulation', 'report'] },
  'constructs': { code: ['advice', 'model', 'render', 'manifests', 'analysis', 'simulation', 'report', 'support', 'imports', 'cdk8s'] },
  'model': { code: ['support'] },
  'render': { code: ['model', 'imports', 'support'] },
  'manifests': { code: ['support'] },
  'analysis': { code: ['manifests', 'support'] },
  'simulation': { code: ['manifests', 'support'] },
  // what is reported is asked of the manifests: who may call whom is no decision about one request
  'report': { code: ['advice', 'manifests', 'simulation', 'support'], types: ['analysis', 'model'] },
  'advice': { code: ['support'] },
  'cli': { code: ['advice', 'constructs', 'manifests', 'analysis', 'simulation', 'report', 'support', 'cdk8s'] },
  'support': { code: ['js-yaml'] },
};

interface Import {
  /** Relative to the root: src/model/call.ts. */
  readonly file: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

/** The room a path or package belongs to: the folder in src/, imports, cdk8s (with constructs), or the package's own name. */
function roomOf({ file, from }: { file: string; from: string }): string {
  if (!from.startsWith('.')) return from === 'constructs' ? 'cdk8s' : from;
  const [top, room] = posix.join(dirname(file), from).split('/');
  return top === 'src' ? room ?? 'index.ts' : top;
}

/** The sentence about an import that goes against the picture, if it does. */
function wrongArrow(statement: Import): string | undefined {
  const own = statement.file.split('/')[1];
  const target = roomOf(statement);
  const allowed = ARROWS[own];
  if (allowed === undefined) return `${statement.file} lies in src/${own}, a room the architecture does not have`;
  if (target === own || target.startsWith('node:') || allowed.code.includes(target)) return undefined;
  if (statement.typeOnly && allowed.types?.includes(target)) return undefined;
  const types = allowed.types ? `, and types of ${allowed.types.join(', ')}` : '';
  return `${statement.file} imports '${statement.from}': ${own} may import ${allowed.code.join(', ')}${types}, but not ${target}`;
}

function importsIn(file: string, text: string): Import[] {
  const statements = [...text.matchAll(/^(?:import|export)\b(?<head>[^;'"]*?)\bfrom\s+'(?<from>[^']+)'/gm)];
  const calls = [...text.matchAll(/(?<head>)(?:\bimport|\brequire)\s*\(\s*'(?<from>[^']+)'/g)];
  return [...statements, ...calls, ...text.matchAll(/^import\s+(?<head>)'(?<from>[^']+)'/gm)]
    .map(({ groups }) => ({ file, from: groups!.from, typeOnly: /^\s+type\b/.test(groups!.head) }));
}

/** The sentence about a name that says nothing of what is inside, or is written otherwise than its siblings. */
function wrongName(file: string): string | undefined {
  const name = basename(file, '.ts');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return `${file} is not in kebab-case`;
  return NAMES_OF_NOTHING.includes(name) ? `${file} has a name that would fit anything: say what is inside` : undefined;
}

/** The sentence about what cdk8s punishes: dependency edges cost exponential time, charts inside charts cubic. */
function wrongCall(file: string, text: string): string | undefined {
  const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
  if (/\baddDependency\s*\(/.test(code)) return `${file} calls addDependency, which makes synthesis exponential`;
  return /\bnew\s+Chart\s*\(|\bextends\s+Chart\b/.test(code) ? `${file} creates a Chart: charts belong to the user's app` : undefined;
}

const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ file: posix.join('src', name), text: readFileSync(join(ROOT, 'src', name), 'utf8') }));

function said(sentences: (string | undefined)[]): string[] {
  return sentences.filter((sentence) => sentence !== undefined);
}

describe('the source', () => {
  test('imports only along the arrows', () => {
    expect(said(FILES.flatMap(({ file, text }) => importsIn(file, text)).map(wrongArrow))).toEqual([]);
  });

  test('has no file too long to be one thing', () => {
    const long = FILES.filter(({ text }) => !text.startsWith('// Generated') && text.split('\n').length - 1 > LONGEST_FILE);
    expect(long.map(({ file }) => `${file} has more than ${LONGEST_FILE} lines: is it one thing?`)).toEqual([]);
  });

  test('has names that say what is inside', () => {
    expect(said(FILES.map(({ file }) => wrongName(file)))).toEqual([]);
  });

  test('draws no dependency edge and creates no chart', () => {
    expect(said(FILES.map(({ file, text }) => wrongCall(file, text)))).toEqual([]);
  });
});

describe('the checks above', () => {
  test.each([
    ['src/model/call.ts', "import { x } from '../render/y';", 'model may import support, but not render'],
    ['src/model/call.ts', "import type { x } from '../../imports/y';", 'model may import support, but not imports'],
    ['src/model/call.ts', "import { App } from 'cdk8s';", 'but not cdk8s'],
    ['src/support/a.ts', "import { x } from '../model/call';", 'support may import js-yaml, but not model'],
    ['src/render/a.ts', "import {\n  x,\n} from '../constructs/y';", 'but not constructs'],
    ['src/report/text.ts', "import { x } from '../analysis/y';", 'and types of analysis, model, but not analysis'],
    ['src/analysis/rules/a.ts', "import { x } from '../../simulation/y';", 'but not simulation'],
    ['src/simulation/a.ts', "export * from '../analysis/y';", 'but not analysis'],
    ['src/manifests/a.ts', "const x = require('../model/y');", 'but not model'],
    ['src/manifests/a.ts', "import 'js-yaml';", 'but not js-yaml'],
    ['src/index.ts', "export * from './model/call';", 'but not model'],
    ['src/other/a.ts', "import { x } from './y';", 'a room the architecture does not have'],
  ])('%s: %s', (file, text, sentence) => {
    expect(said(importsIn(file, text).map(wrongArrow))).toEqual([expect.stringContaining(sentence)]);
  });

  test.each([
    ['src/report/text.ts', "import type { x } from '../analysis/y';"],
    ['src/render/a.ts', "import type { x } from '../../imports/y';\nimport { y } from '../model/y';"],
    ['src/constructs/mesh/a.ts', "import { x } from '../../model/y';\nimport { App } from 'cdk8s';\nimport { z } from '../service/z';"],
    ['src/manifests/a.ts', "import { readFileSync } from 'node:fs';"],
  ])('let %s do as the picture says', (file, text) => {
    expect(said(importsIn(file, text).map(wrongArrow))).toEqual([]);
  });

  test('know bad names and dear calls', () => {
    expect(wrongName('src/model/utils.ts')).toContain('would fit anything');
    expect(wrongName('src/model/HostName.ts')).toContain('kebab-case');
    expect(wrongName('src/model/host-name.ts')).toBeUndefined();
    expect(wrongCall('src/constructs/a.ts', 'a.node.addDependency(b)')).toContain('exponential');
    expect(wrongCall('src/constructs/a.ts', 'new Chart(app, id)')).toContain('creates a Chart');
    expect(wrongCall('src/constructs/a.ts', '/** @example new Chart(app, id) */')).toBeUndefined();
  });
});
