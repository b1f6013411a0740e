import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleOf } from './examples';
import { DERIVED, ROOT } from '../../scripts/rules';
import { analyze } from '../../src/analysis/analyze';
import { RULES } from '../../src/analysis/registry';
import { CODES } from '../../src/support/codes';

const PAGES = join(__dirname, '..', '..', 'docs', 'rules');
const SECTIONS = ['Incorrect', 'Correct', 'Fix', 'When to acknowledge', 'Upstream'];

test('every rule is in the registry, in the order of codes, and no number is used twice', () => {
  const codes = RULES.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(codes.filter((code) => code in CODES)).toEqual([]);
  expect(RULES.map(({ name }) => `${name}.ts`).sort()).toEqual(readdirSync(join(__dirname, '..', '..', 'src', 'analysis', 'rules')).sort());
});

test('every page is about a rule', () => {
  expect(readdirSync(PAGES).filter((file) => file !== 'README.md').sort()).toEqual(RULES.map(({ code }) => `${code}.md`));
});

describe.each(RULES.map((rule) => [rule.code, rule] as const))('docs/rules/%s.md', (code, rule) => {
  const file = join(PAGES, `${code}.md`);
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const examples = (section: string) => [...(page.split(`## ${section}\n`)[1] ?? '').split('\n## ')[0].matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml]) => yaml);
  const codesIn = (objects: string) => analyze(exampleOf(objects)).findings.map((one) => one.code);

  test('has its title, its fix, and every section in order', () => {
    expect(page.split('\n')[0]).toBe(`# ${code}: ${rule.summary}`);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(SECTIONS);
    expect(page).toContain(`## Fix\n\n${rule.fix}`);
  });

  test('shows what is found, and what is not', () => {
    expect(examples('Incorrect').length).toBeGreaterThan(0);
    expect(examples('Correct').length).toBeGreaterThan(0);
    for (const yaml of examples('Incorrect')) expect(codesIn(yaml)).toContain(code);
    for (const yaml of examples('Correct')) expect(codesIn(yaml)).not.toContain(code);
  });
});

test.each(Object.keys(DERIVED))('%s is in line with the rules', (file) => {
  // npx tsx scripts/rules.ts
  expect(readFileSync(join(ROOT, file), 'utf8')).toBe(DERIVED[file](RULES));
});
