import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import * as library from '../../src';
import { main } from '../../src/cli/main';
import { readSurroundings } from '../../src/manifests/read-surroundings';
import { documentsOf, readDocument } from '../../src/support/yaml/read-yaml';

const FILE = join(__dirname, '..', '..', 'docs', 'analysis.md');
const TEXT = readFileSync(FILE, 'utf8');
const NAMES = { ...cdk8s, ...library } as Record<string, unknown>;

function snippets(language: string): string[] {
  return [...TEXT.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))].map(([, snippet]) => snippet);
}

/** What a program leaves in a variable. */
function run(program: string, variable: string): any {
  const { outputText } = ts.transpileModule(program, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  return new Function('names', `const { ${Object.keys(NAMES).join(', ')} } = names;\n${outputText}\nreturn ${variable};`)(NAMES);
}

describe('docs/analysis.md', () => {
  test('shows programs that do what is said', () => {
    const [mesh, yaml, acknowledged] = snippets('ts');
    expect(run(mesh, 'app').synthYaml()).toBe('');
    expect(run(yaml, 'fields')).toEqual(['spec.ports[0].port']);
    expect(run(acknowledged, 'policy').toJson().metadata.annotations).toEqual({ 'cdk8s-istio/acknowledge-MSH162': 'every port speaks HTTP (until 2027-01-31)' });
    expect(snippets('ts')).toHaveLength(3);
  });

  test('shows a context that is understood', () => {
    const [plugin, context, annotation] = snippets('yaml').map((text) => readDocument([...documentsOf(text)][0]) as any);
    expect(readSurroundings(context)).toMatchObject({ ...context, namespaces: { bank: { 'istio-injection': 'enabled' } } });
    expect(plugin.validations[0].class in library).toBe(true);
    expect(Object.keys(annotation.metadata.annotations)).toEqual(['cdk8s-istio/acknowledge-MSH162']);
    expect(snippets('yaml')).toHaveLength(3);
  });

  test('shows commands whose options exist', () => {
    const commands = snippets('bash').join('').split('\n').flatMap((line) => /cdk8s-istio (.*?)(?: >.*)?$/.exec(line)?.[1] ?? []);
    expect(commands).toHaveLength(3);
    for (const command of commands) expect(main([...command.split(' '), '--help'], () => {}, () => {})).toBe(0);
  });

  test('sends nobody where nothing is', () => {
    const links = [...TEXT.matchAll(/\]\(([^)#]+)/g)].map(([, link]) => join(dirname(FILE), link));
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((file) => !existsSync(file))).toEqual([]);
  });
});
