import { join } from 'node:path';
import { file, HOME, run } from './run';

const RIGHT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: orders\n';
const DENY = 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: deny\n  namespace: shop\nspec:\n  action: DENY\n  rules:\n    - to:\n        - operation: { methods: [GET] }\n';
const WRONG = `# two\n---\n${RIGHT}---\n${DENY.replace('DENY', 'NEVER')}`;

describe('cdk8s-istio analyze', () => {
  test('says the file and the line of the field, and exits with 1', () => {
    const path = file('wrong.yaml', WRONG);
    expect(run('analyze', path)).toEqual({
      code: 1,
      err: '',
      out: [
        `error MSH160 wrong-shape: AuthorizationPolicy shop/deny (${path}:14)`,
        '  spec.action: must be one of ALLOW, DENY, AUDIT, CUSTOM, not "NEVER"',
        '  fix: Correct the field; the object is left out of everything else that is looked at.',
        '',
        '1 error in 2 objects',
        '',
      ].join('\n'),
    });
  });

  test.each<[string, string[], number]>([
    ['errors by default', [], 0],
    ['warnings where it is told to', ['--fail-on', 'warning'], 1],
  ])('exits with 1 at %s', (_, options, code) => {
    expect(run('analyze', ...options, file('deny.yaml', DENY))).toMatchObject({ code, out: expect.stringContaining('warning MSH162') });
  });

  test('reads folders, lists and JSON, and says which kinds it knows nothing of', () => {
    file('folder/a.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' } }, { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' } }] }));
    file('folder/deeper/b.yml', RIGHT);
    file('folder/notes.txt', 'a: [');
    expect(run('analyze', join(HOME, 'folder'))).toEqual({ code: 0, err: '', out: 'nothing found in 3 objects; kinds without a known shape: 1 Thing (example.com/v1)\n' });
  });

  test('finds the line of a field in a list', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${RIGHT.trim().replaceAll('\n', '\n  ')}\n- ${DENY.replace('DENY', 'NEVER').trim().replaceAll('\n', '\n  ')}\n`;
    const path = file('list.yaml', list);
    expect(run('analyze', path).out).toContain(`(${path}:${list.split('\n').findIndex((line) => line.includes('NEVER')) + 1})`);
  });

  test('goes on after what is broken', () => {
    const path = file('broken.yaml', `a: [b\n---\n${DENY}`);
    const { code, out } = run('analyze', path);
    expect(code).toBe(1);
    expect(out).toContain(`error MSH150 broken-yaml: document ${path}:2 (${path}:2)\n  deficient indentation\n`);
    expect(out).toContain(`warning MSH162 doubted-by-istio: AuthorizationPolicy shop/deny (${path}:`);
  });

  test('says what is acknowledged, until the day is over', () => {
    const path = file('acknowledged.yaml', DENY.replace('  namespace', '  annotations: { cdk8s-istio/acknowledge-MSH162: every port speaks HTTP (until 2027-01-31) }\n  namespace'));
    expect(run('analyze', '--today', '2027-01-31', path)).toMatchObject({ code: 0, out: expect.stringMatching(/^acknowledged MSH162 .*: every port speaks HTTP \(until 2027-01-31\)\n\nnothing found in 1 object; 1 acknowledged\n$/) });
    expect(run('analyze', '--today', '2027-02-01', '--fail-on', 'warning', path)).toMatchObject({ code: 1, out: expect.stringContaining('warning MSH156') });
  });

  test('takes what lies outside from a file', () => {
    const route = file('route.yaml', 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a, namespace: shop }\nspec: { hosts: [a.example.com], http: [{ route: [{ destination: { host: b.example.com } }] }] }\n');
    expect(run('analyze', '--context', file('complete.yaml', 'complete: true\n'), route)).toMatchObject({ code: 1, out: expect.stringContaining('b.example.com') });
    expect(run('analyze', '--context', file('hosts.yaml', 'complete: true\nhosts: ["*.example.com"]\n'), route)).toMatchObject({ code: 0 });
  });

  test('prints JSON with file, line and data', () => {
    const path = file('wrong.yaml', WRONG);
    const { out } = run('analyze', '-o', 'json', path);
    expect(JSON.parse(out)).toMatchObject({ objects: 2, acknowledged: [], unjudged: [], findings: [{ code: 'MSH160', severity: 'error', file: path, line: 14, path: 'spec.action', object: { kind: 'AuthorizationPolicy', name: 'deny' } }] });
  });

  test('escapes what would change the shape of what it prints', () => {
    const path = file('hostile.yaml', 'apiVersion: v1\nkind: "Pod\\e[31m"\nmetadata: { name: "a\\nerror MSH999", labels: { a: 1 } }\n');
    expect(run('analyze', path).out.split('\n').filter((line) => line.startsWith('error'))).toEqual([expect.stringContaining('MSH160')]);
    expect(run('analyze', path).out).not.toContain('\u001b');
  });

  test.each<[string, string[], string]>([
    ['no command', [], 'name a command'],
    ['an unknown command', ['analyse'], 'analyse is no command'],
    ['no file', ['analyze'], 'name the files to analyze'],
    ['a file that is not there', ['analyze', '/nowhere/a.yaml'], '/nowhere/a.yaml is not there'],
    ['an unknown option', ['analyze', '--colour', 'a.yaml'], "Unknown option '--colour'"],
    ['an unknown format', ['analyze', '-o', 'xml', 'a.yaml'], '--format must be one of text, json, sarif, not xml'],
    ['no day', ['analyze', '--today', 'tomorrow', 'a.yaml'], '--today must be a day like 2026-11-21, not tomorrow'],
    ['a context that is none', ['analyze', '--context', file('none.yaml', 'hosts: a\n'), 'a.yaml'], 'none.yaml: hosts must be a list, not "a"'],
    ['a context that is broken', ['analyze', '--context', file('broken-context.yaml', 'hosts: [a\n'), 'a.yaml'], 'broken-context.yaml: line 2: deficient indentation'],
  ])('exits with 2 for %s', (_, args, says) => {
    expect(run(...args)).toEqual({ code: 2, out: '', err: expect.stringContaining(says) });
  });

  test('helps', () => {
    expect(run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('analyze') });
    expect(run('analyze', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('--fail-on') });
  });
});
