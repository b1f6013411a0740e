import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf, said } from './testing/programs';
import { snippets } from './testing/snippets';

/** Pages whose first snippet is what every other of theirs begins with. */
const GUIDES = ['data-classes.md', 'edges.md', 'falco.md', 'kong.md', 'rate-limits.md'];

describe.each(GUIDES)('docs/%s', (name) => {
  const text = readFileSync(join(__dirname, '..', 'docs', name), 'utf8');
  const [first, ...others] = snippets(text, 'ts');
  const before = `const app = new App();\nconst chart = new Chart(app, 'chart');\n${first}`;

  test('shows something', () => {
    expect(others.length).toBeGreaterThan(1);
  });

  test('shows what works', () => {
    expect(others.map((snippet) => said(`${before}\n${snippet}`))).toEqual(others.map(() => ''));
  });

  test('shows TypeScript that compiles strictly', () => {
    expect(faultsOf(others.map((snippet) => `${before}\n${snippet}`))).toEqual([]);
  });
});
