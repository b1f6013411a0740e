import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf, said } from './testing/programs';
import { alignErrors, ERRORS, readErrors, snippetOf } from '../scripts/errors';
import { RULES } from '../src/analysis/registry';
import { type Code, CODES } from '../src/support/codes';

const TEXT = readFileSync(ERRORS, 'utf8');
const { preamble, sections } = readErrors(TEXT);
const CODE = Object.keys(CODES) as Code[];

/** Every file below a folder, with its text. */
function filesIn(folder: string, endings: readonly string[]): { file: string; text: string }[] {
  const root = join(__dirname, '..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(root, name), 'utf8') }));
}

function codesIn(text: string): string[] {
  return [...new Set(text.match(/MSH\d{3}/g) ?? [])].sort();
}

describe('docs/errors.md', () => {
  test('has a section for each code, under its title, in their order', () => {
    // npx tsx scripts/errors.ts
    expect(TEXT).toBe(alignErrors(TEXT));
  });

  test.each(CODE)('%s says what it means, shows it, and says what to do', (code) => {
    expect(sections.get(code)).toMatch(/^[A-Z`][^]*[.:]\n\n```ts\n[^]+\n```\n\n\*\*Fix:\*\* [A-Z][^]*\.$/);
    expect(sections.get(code)).not.toContain('TODO');
  });
});

describe('the snippets', () => {
  const before = snippetOf(preamble)!;

  test('start from what is right', () => {
    expect(said(before)).toBe('');
  });

  test.each(CODE)('%s is provoked by its own, and nothing else is', (code) => {
    const message = said(`${before}\n${snippetOf(sections.get(code)!)}`);
    expect([...new Set(message.match(/(?<=\[)MSH\d{3}(?=\])/g))]).toEqual([code]);
  });

  test('are TypeScript that compiles strictly', () => {
    expect(faultsOf(CODE.map((code) => `${before}\n${snippetOf(sections.get(code)!)}`))).toEqual([]);
  });
});

/** Codes as the source uses them, in quotes; comments name them without. */
const SOURCE = filesIn('src', ['.ts']).filter(({ file }) => file !== 'src/support/codes.ts')
  .map(({ file, text }) => ({ file, text, codes: [...new Set([...text.matchAll(/'(MSH\d{3})'/g)].map(([, code]) => code))] }));

describe('codes', () => {
  test('are used, each of them', () => {
    const used = new Set(SOURCE.flatMap(({ codes }) => codes));
    expect(CODE.filter((code) => !used.has(code))).toEqual([]);
  });

  test('are known, wherever they are named', () => {
    const named = [...filesIn('src', ['.ts']), ...filesIn('docs', ['.md'])].flatMap(({ file, text }) => codesIn(text).map((code) => ({ file, code })));
    const rules = new Set(RULES.map(({ code }) => code));
    expect(named.filter(({ code }) => !(code in CODES) && !rules.has(code))).toEqual([]);
  });

  test('have titles of their own', () => {
    expect(new Set(Object.values(CODES)).size).toBe(CODE.length);
  });

  /** Numbers say who refuses: a value, a construct, the whole, routing. A number that is used in several rooms stands for several faults. */
  test.each<[string, RegExp, RegExp]>([
    ['of values are theirs, and constructs ask the same of what they are given', /^MSH0[0-4]/, /^src\/(support|constructs)\//],
    ['of constructs are theirs', /^MSH0[5-9]/, /^src\/(constructs|manifests)\/|^src\/support\/reason/],
    ['of the whole are found in the model, or by what looks at all constructs', /^MSH1[0-2]/, /^src\/model\/check|^src\/constructs\//],
    ['of routing are found where routes are planned', /^MSH1[34]/, /^src\/model\/plan/],
    ['of Kong are found by its values, its edge and its plan', /^MSH4[34]/, /^src\/(support\/(container|json-path|secret-key|web-url)|constructs\/gateway\/kong|model\/check-kong)/],
    ['of data classes are found where services declare what their data does not allow', /^MSH51/, /^src\/(constructs\/service\/data-protection|support\/data-class)/],
    ['of what is outside of the mesh are found where its border is', /^MSH53/, /^src\/(constructs\/(mesh|service|architectures)\/|model\/check-plain)/],
  ])('%s', (_name, codes, rooms) => {
    const elsewhere = SOURCE.filter(({ file }) => !rooms.test(file));
    expect(elsewhere.flatMap((source) => source.codes.filter((code) => codes.test(code)).map((code) => `${code} in ${source.file}`))).toEqual([]);
  });

  test('that are thrown are not those that are collected', () => {
    const thrown = SOURCE.flatMap(({ text }) => [...text.matchAll(/\bfail\([^,]+, '(MSH\d{3})'/g)].map(([, code]) => code));
    // from 400 on numbers are of a topic, which has faults of both kinds
    expect([...new Set(thrown)].filter((code) => code >= 'MSH100' && code < 'MSH400')).toEqual([]);
  });

  test('are provoked by tests besides these', () => {
    const tests = filesIn('test', ['.test.ts', 'error.txt']).filter(({ file }) => file !== 'test/errors.test.ts').map(({ text }) => text).join();
    expect(CODE.filter((code) => !tests.includes(code))).toEqual([]);
  });

  test('are what README and the constructs send readers to', () => {
    expect(existsSync(ERRORS)).toBe(true);
    expect(readFileSync(join(__dirname, '..', 'README.md'), 'utf8')).toContain('docs/errors.md');
  });
});
