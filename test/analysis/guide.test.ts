import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as library from '../../src';
import { main } from '../../src/cli/main';
import { readSurroundings } from '../../src/manifests/read-surroundings';
import { documentsOf, readDocument } from '../../src/support/yaml/read-yaml';
import { commandsOn, snippets, valueAfter } from '../testing/snippets';

const FILE = join(__dirname, '..', '..', 'docs', 'analysis.md');
const TEXT = readFileSync(FILE, 'utf8');
describe('docs/analysis.md', () => {
  test('shows programs that do what is said', () => {
    const [mesh, yaml, acknowledged] = snippets(TEXT, 'ts');
    expect(valueAfter(mesh, 'app').synthYaml()).toBe('');
    expect(valueAfter(yaml, 'fields')).toEqual(['spec.ports[0].port']);
    expect(valueAfter(acknowledged, 'policy').toJson().metadata.annotations).toEqual({ 'cdk8s-istio/acknowledge-MSH162': 'every port speaks HTTP (until 2027-01-31)' });
    expect(snippets(TEXT, 'ts')).toHaveLength(3);
  });

  test('shows a context that is understood', () => {
    const [plugin, context, annotation] = snippets(TEXT, 'yaml').map((text) => readDocument([...documentsOf(text)][0]) as any);
    expect(readSurroundings(context)).toMatchObject({ ...context, namespaces: { bank: { 'istio-injection': 'enabled' } } });
    expect(plugin.validations[0].class in library).toBe(true);
    expect(Object.keys(annotation.metadata.annotations)).toEqual(['cdk8s-istio/acknowledge-MSH162']);
    expect(snippets(TEXT, 'yaml')).toHaveLength(3);
  });

  test('shows commands whose options exist', () => {
    const commands = commandsOn(TEXT);
    expect(commands).toHaveLength(3);
    for (const command of commands) expect(main([...command, '--help'], () => {}, () => {})).toBe(0);
  });

  test('sends nobody where nothing is', () => {
    const links = [...TEXT.matchAll(/\]\(([^)#]+)/g)].map(([, link]) => join(dirname(FILE), link));
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((file) => !existsSync(file))).toEqual([]);
  });
});
