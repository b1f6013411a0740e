import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { file, HOME, run } from './run';
import { NUMBERS, YES_OR_NO } from '../../src/advice/answers';
import { run as advise } from '../../src/cli/advise';
import { answersText } from '../../src/cli/answers-file';
import { readManifests } from '../../src/manifests/text-reader';
import { pageData } from '../../src/report/page/page-data';
import { answers } from '../advice/some-answers';
import { services } from '../report/some-objects';

const REASONS = ['hardToExplainCalls', 'mutualTls', 'operationsTeam', 'knowsKubernetesNetworking'] as const;
const YES = file('yes.yaml', answersText(answers(30, REASONS)));

/** What is typed at the terminal, line by line, and what is shown. */
async function typed(lines: readonly string[], ...args: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const code = await advise(args, (text) => { out += text; }, Readable.from(lines.map((line) => `${line}\n`)));
  return { code, out };
}

/** Answers in the order in which they are asked. */
const LINES = ['30', ...YES_OR_NO.map(({ key }) => ((REASONS as readonly string[]).includes(key) ? 'yes' : 'No')), '', '', ''];

describe('cdk8s-istio advise with a file', () => {
  test('exits with 0 where a mesh is worth considering, and says why, with sources', () => {
    const { code, out, err } = run('advise', YES);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^A service mesh is worth considering: 5 of 9 questions are answered with yes, 5 are enough, and no signal warns against it\.\n/);
    for (const part of ['The way in: Istio gateway alone (`MeshGateway`)', 'Proxies: ambient mode', 'How much of it, with 30 services: the services at the core first', '[checklist] 서비스', '[performance] https://istio.io']) expect(out).toContain(part);
  });

  test('exits with 1 where it is not, or not now', () => {
    expect(run('advise', file('no.yaml', answersText(answers(3))))).toMatchObject({ code: 1, out: expect.stringMatching(/^A service mesh is not needed: 0 of 9/) });
    expect(run('advise', file('wait.yaml', answersText(answers(30, [...REASONS, 'noMonitoring']))))).toMatchObject({
      code: 1, out: expect.stringMatching(/^No service mesh for now: a signal warns against it, and one is enough, though 5 of 9[^]*First\n {2}decide on metrics and logs first/),
    });
  });

  test('prints JSON, and reads it', () => {
    const { code, out } = run('advise', '-o', 'json', file('yes.json', JSON.stringify(answers(60, [...REASONS, 'apiBusiness'], { nodes: 9 }))));
    const told = JSON.parse(out);
    expect({ code, ...told }).toMatchObject({ code: 0, verdict: 'candidate', yes: 5, enough: 5, edge: { name: 'kong', construct: 'KongEdge' }, scope: { services: 'all' }, takes: { nodes: 9 }, answers: { services: 60 } });
    const cited = JSON.stringify(told).match(/"source":"\w+"/g)!.map((text) => text.slice(10, -1));
    expect(cited.filter((name) => told.sources[name] === undefined)).toEqual([]);
  });

  test('reads what it prints as a template, once it is filled in', () => {
    const { code, out } = run('advise', '--template');
    expect(code).toBe(0);
    expect(run('advise', file('empty.yaml', out))).toMatchObject({ code: 2, err: expect.stringMatching(/^19 answers are missing or wrong:\n/) });
    const filled = out.replace(/^services:$/m, 'services: 12').replace(/^(\w+):$/gm, (line, key) => (NUMBERS.some((asked) => asked.key === key) ? line : `${line} no`));
    expect(run('advise', file('filled.yaml', filled))).toMatchObject({ code: 1, err: '' });
  });

  test.each<[string, string[], string]>([
    ['a file that is not there', [join(HOME, 'none.yaml')], 'none.yaml cannot be read'],
    ['two files', [YES, YES], 'name one file of answers, not 2'],
    ['an unknown format', ['-o', 'html', YES], '--format must be one of text, json, not html'],
    ['--save with a file', ['--save', 'x', YES], '--save is for answers that are given at the terminal'],
    ['nothing in the file', [file('nothing.yaml', '')], 'must be one document with answers, not 0'],
    ['two documents', [file('two.yaml', 'a: 1\n---\nb: 1\n')], 'not 2'],
    ['a list', [file('list.yaml', '- services\n')], 'an answer is missing or wrong:'],
    ['broken YAML', [file('broken.yaml', 'services: [\n')], 'broken.yaml: '],
    ['one answer twice', [file('twice.yaml', `${answersText(answers(3))}services: 4\n`)], 'twice.yaml: '],
  ])('is not understood with %s', (_, args, complaint) => {
    expect(run('advise', ...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(complaint) });
  });

  test('says the line of what is wrong, and nothing that is written there changes the shape of what it prints', () => {
    const path = file('wrong.yaml', `${answersText(answers(3)).replace('regulated: no', 'regulated: perhaps')}"a\\nb\\e[31m": 1\n`);
    const line = readFileSync(path, 'utf8').split('\n').findIndex((text) => text.startsWith('regulated')) + 1;
    const { err } = run('advise', path);
    expect(err).toContain(`${path}:${line}: regulated must be yes or no, not "perhaps": Do rules such as PCI DSS`);
    expect(err).toContain('a\\u{a}b\\u{1b}[31m is no question');
    expect(err).not.toContain('\u001b');
  });
});

describe('cdk8s-istio advise at the terminal', () => {
  test('asks everything once, and says the same as with a file', async () => {
    const saved = join(HOME, 'saved.yaml');
    const { code, out } = await typed(LINES, '--save', saved);
    expect(code).toBe(0);
    for (const { text } of [...NUMBERS, ...YES_OR_NO]) expect(out.split(text).length - 1).toBeGreaterThan(0);
    expect(out.endsWith(run('advise', YES).out)).toBe(true);
    expect(readFileSync(saved, 'utf8')).toBe(readFileSync(YES, 'utf8'));
  });

  test('asks again for what is no answer', async () => {
    const [, ...rest] = LINES;
    const { code, out } = await typed(['', 'many', '2.5', '0', '30', 'maybe', ...rest.slice(0, -3), 'few', '5', '', '']);
    expect(code).toBe(0);
    expect(out.match(/a whole number from 1 to 100000: /g)).toHaveLength(4);
    expect(out.match(/yes or no: /g)).toHaveLength(1);
    expect(out.match(/a whole number from 1 to 1000000: /g)).toHaveLength(1);
  });

  test('asks again where answers contradict each other', async () => {
    const at = YES_OR_NO.findIndex(({ key }) => key === 'nobodyOperates') + 1;
    const { code, out } = await typed([...LINES.slice(0, at), 'y', 'n', ...LINES.slice(at + 1)]);
    expect({ code, again: out.includes('contradicts operationsTeam') }).toEqual({ code: 0, again: true });
  });

  test('ends where the input does', async () => {
    await expect(typed(LINES.slice(0, 5))).rejects.toThrow('the answers ended before the last question');
  });

  test('is no JSON until the advice is', () => {
    // as it is run: questions where they do not disturb, and the exit code that comes later
    const bin = (input: string) => spawnSync('npx', ['tsx', join(__dirname, '..', '..', 'src', 'cli', 'bin.ts'), 'advise', '-o', 'json'], { input, encoding: 'utf8' });
    const { status, stdout, stderr } = bin(`${LINES.join('\n')}\n`);
    expect({ status, verdict: JSON.parse(stdout).verdict, asked: stderr.includes('How many services are there?') }).toEqual({ status: 0, verdict: 'candidate', asked: true });
    expect(bin('30\n')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('the answers ended') });
  }, 60_000);
});

describe('cdk8s-istio cost', () => {
  const shop = file('shop.yaml', services('orders', 'web'));

  test('counts proxies, for people and for programs', () => {
    expect(run('cost', '--nodes', '5', shop)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^ {2}sidecars +2 +0.2 CPU, 268 MB +0.4 CPU, 120 MB +0.2 CPU, 200 MB$/m) });
    const { ways, nodes } = JSON.parse(run('cost', '-o', 'json', '--nodes', '5', '--requests', '0', shop).out);
    expect({ nodes, used: ways[0].used.cpu }).toEqual({ nodes: 5, used: { least: 0, most: 0 } });
  });

  test('is in the report, by the same nodes and requests', () => {
    expect(run('report', '--nodes', '0', shop)).toMatchObject({ code: 2, err: expect.stringContaining('--nodes must be') });
    expect(JSON.stringify(pageData(readManifests(services('orders')), { findings: [], acknowledged: [] }, '', { nodes: 5, requestsPerSecond: 7 }))).toContain('on 5 nodes, at 7 requests a second');
  });

  test.each<[string, string[], string]>([
    ['no file', [], 'name the files to read'],
    ['no nodes', ['--nodes', '0', shop], '--nodes must be a whole number from 1 to 15000, not 0'],
    ['a part of a request', ['--requests', '1.5', shop], '--requests must be a whole number from 0 to 1000000000, not 1.5'],
    ['an unknown format', ['-o', 'csv', shop], '--format must be one of text, json, not csv'],
    ['an object that cannot be read', [file('bad.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replicas: three }\n')], '1 of the objects cannot be read'],
  ])('is not understood with %s', (_, args, complaint) => {
    expect(run('cost', ...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(complaint) });
  });
});

test.each(['advise', 'cost'])('%s --help says how it is called', (name) => {
  expect(run(name, '--help')).toMatchObject({ code: 0, out: expect.stringContaining(`Usage: cdk8s-istio ${name}`) });
});
