import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { file, HOME, run } from './run';
import { policy, services, STRICT } from '../report/some-objects';

const callers = (names: readonly string[], methods: string) => policy('callers', `{ selector: { matchLabels: { app: orders } }, rules: [{ from: [{ source: { principals: [${names.map((name) => `cluster.local/ns/shop/sa/${name}`).join(', ')}] } }], to: [{ operation: { methods: [${methods}] } }] }] }`);
const MESH = services('orders', 'web', 'jobs') + STRICT;
const before = file('before.yaml', MESH + callers(['web'], 'GET, POST'));
const after = file('after.yaml', MESH + callers(['web', 'jobs'], 'GET'));

describe('cdk8s-istio can', () => {
  test('answers yes, and which rule says so', () => {
    expect(run('can', 'web', 'GET', 'orders', '/', before)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Yes\.\n.*shop\/orders.*allowed by AuthorizationPolicy shop\/callers, spec\.rules\[0\]/) });
  });

  test('answers no with 1, for people and for programs', () => {
    expect(run('can', 'jobs', 'get', 'shop/orders:80', '/', before)).toMatchObject({ code: 1, out: expect.stringMatching(/^No\.\n.*answered with 403/) });
    const { code, out } = run('can', '-o', 'json', 'jobs', 'GET', 'orders', '/', before);
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, answer: 'no', outcomes: [{ share: 100, status: 403 }] });
  });

  test.each<[string, string[], string]>([
    ['too little', ['web', 'GET', 'orders', '/'], 'name the files'],
    ['an unknown caller', ['nobody', 'GET', 'orders', '/', before], 'no workload is called nobody'],
    ['an unknown service', ['web', 'GET', 'order', '/', before], 'no service is called order'],
    ['a port that is not there', ['web', 'GET', 'orders:81', '/', before], 'has no port 81'],
    ['claims that are none', ['--claims', '[]', 'web', 'GET', 'orders', '/', before], '--claims'],
    ['a header that is none', ['-H', 'x', 'web', 'GET', 'orders', '/', before], '--header'],
  ])('is not understood with %s', (_, args, complaint) => {
    expect(run('can', ...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(complaint) });
  });
});

describe('cdk8s-istio matrix', () => {
  test('is text, Markdown, CSV and JSON of the same', () => {
    expect(run('matrix', before).out).toMatch(/shop\/web +GET, POST on every path {2}\[AuthorizationPolicy shop\/callers, spec\.rules\[0\]\]/);
    expect(run('matrix', '-o', 'markdown', before).out).toContain('| shop/web | `shop/orders:80` | STRICT | GET, POST on every path |');
    expect(run('matrix', '-o', 'csv', before).out).toContain('shop/web,shop/orders,80,STRICT,"GET POST",any,any,,,,"AuthorizationPolicy shop/callers, spec.rules[0]",\r\n');
    const { services: told } = JSON.parse(run('matrix', '-o', 'json', before).out);
    expect(told.find(({ name }: any) => name === 'shop/orders')).toMatchObject({ openness: 'restricted', ports: [{ port: 80, mutualTls: 'STRICT', access: [{ caller: 'shop/web', methods: ['GET', 'POST'] }] }] });
  });

  test('takes no field of a CSV for a formula', () => {
    const evil = file('evil.yaml', MESH + callers(['web'], 'GET').replace('sa/web', 'sa/=1+1'));
    expect(run('matrix', '-o', 'csv', evil).out).not.toMatch(/(?:^|,)"?=/m);
  });

  test('does not answer where an object cannot be read', () => {
    const wrong = file('wrong.yaml', MESH + policy('callers', '{ action: NEVER }'));
    expect(run('matrix', wrong)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/AuthorizationPolicy shop\/callers \(.*wrong\.yaml:\d+\): spec\.action/) });
  });
});

describe('cdk8s-istio diff', () => {
  test('exits with 1 where access is wider, and tells who gained and lost it', () => {
    expect(run('diff', before, after)).toMatchObject({ code: 1, out: expect.stringMatching(/^Access gained\n {2}shop\/jobs may now[^]*Access lost\n {2}shop\/web may no longer ask shop\/orders:80 for POST/) });
    expect(run('diff', '--report-only', before, after).code).toBe(0);
    expect(run('diff', before, before)).toEqual({ code: 0, out: 'It means the same as before.\n', err: '' });
  });

  test('wants two states', () => {
    expect(run('diff', before)).toMatchObject({ code: 2, err: expect.stringContaining('before and after') });
  });
});

describe('cdk8s-istio report', () => {
  test('draws Mermaid in which nothing is markup', () => {
    const path = join(HOME, 'graph.mmd');
    expect(run('report', '-o', 'mermaid', '--out', path, before)).toEqual({ code: 0, out: `wrote ${path}\n`, err: '' });
    expect(readFileSync(path, 'utf8')).toMatch(/^flowchart LR\n[^]*n2 -->\|"GET, POST on every path at port 80"\| n1\n/);
    const evil = file('evil.yaml', MESH + callers(['web'], 'GET').replaceAll('app: orders }', 'app: orders }').replace('methods: [GET]', 'paths: [\'/"]<script>--x\']'));
    expect(run('report', '-o', 'mermaid', evil).out).not.toMatch(/<script|\/"\]/);
  });

  test.each(['can', 'matrix', 'diff', 'report'])('%s --help says how it is called', (name) => {
    expect(run(name, '--help')).toMatchObject({ code: 0, out: expect.stringContaining(`Usage: cdk8s-istio ${name}`) });
  });
});
