import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIGURES, SOURCES } from '../../src/advice/guidance';
import { main } from '../../src/cli/main';
import { commandsOn, snippets, valueAfter } from '../testing/snippets';

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'advise.md'), 'utf8');
const HOME = mkdtempSync(join(tmpdir(), 'advise-'));
const [ANSWERS] = snippets(PAGE, 'yaml');
/** What the page calls its files. */
const FILES: Readonly<Record<string, string>> = { 'answers.yaml': join(HOME, 'answers.yaml'), 'out/paymentpro': join(HOME, 'out.yaml') };

function run(args: readonly string[]): { code: number | Promise<number>; out: string } {
  let out = '';
  return { code: main(args.map((arg) => FILES[arg] ?? arg), (text) => { out += text; }, (text) => { out += text; }), out };
}

describe('docs/advise.md', () => {
  const commands = commandsOn(PAGE);

  beforeAll(() => {
    writeFileSync(FILES['answers.yaml'], ANSWERS);
    copyFileSync(join(ROOT, 'examples', 'paymentpro', 'out.yaml'), FILES['out/paymentpro']);
  });

  test('shows answers that mean what it says', () => {
    const { out, code } = run(['advise', '-o', 'json', 'answers.yaml']);
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, yes: 7, scope: { services: 'core' }, edge: { name: 'kong' }, proxies: { mode: 'sidecar' } });
    expect(PAGE).toContain('worth considering (7 of 9), the services at the core first, Kong before the Istio gateway, sidecars');
  });

  test('shows every command', () => {
    expect(commands).toHaveLength(7);
    expect([...new Set(commands.map(([command]) => command))].sort()).toEqual(['advise', 'cost']);
  });

  // the others ask at the terminal
  test.each(commands.filter((args) => args.length > 1 && !args.includes('--save')).map((args) => [args.join(' '), args] as const))('%s does what is said', (_, args) => {
    const { code, out } = run(args);
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(500);
    if (args.includes('json')) expect(Object.keys(JSON.parse(out)).length).toBeGreaterThan(5);
  });

  test('shows a program that does what is said', () => {
    const [program, ...more] = snippets(PAGE, 'ts');
    expect(more).toEqual([]);
    expect(valueAfter(program, 'sidecars')).toMatchObject({ proxies: 4, reserved: { cpu: 0.4 }, used: { cpu: 0.2 } });
  });

  test('has the figures that are counted with', () => {
    const amount = ({ cpu, memory }: { cpu: number; memory: number }) => `${cpu} CPU, ${memory % 2 ** 20 === 0 ? (memory % 2 ** 30 === 0 ? `${memory / 2 ** 30} Gi` : `${memory / 2 ** 20} Mi`) : memory % 1e9 === 0 ? `${memory / 1e9} GB` : `${memory / 1e6} MB`}`;
    const rows = new Map([...PAGE.matchAll(/^\| (an? )?(\w+)[^|]* \|(.*)\|$/gm)].map(([, , name, cells]) => [name, cells]));
    const wrong = Object.entries({ sidecar: 'sidecar', waypoint: 'waypoint', ztunnel: 'ztunnel', cni: 'CNI', gateway: 'gateway', istiod: 'istiod', ingress: 'Ingress' }).filter(([key, name]) => {
      const { reserved, guide, used } = FIGURES[key as keyof typeof FIGURES] as Record<string, { cpu: number; memory: number }>;
      const cells = rows.get(name) ?? '';
      const isThere = (figure?: { cpu: number; memory: number }) => figure === undefined || cells.includes(amount(figure));
      const isUsedThere = used === undefined || cells.includes(`${used.cpu.toFixed(2)} CPU for 1,000 requests a second, ${used.memory / 1e6} MB`);
      return !isThere(reserved) || !isThere(guide) || !isUsedThere;
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  test('names every source that is cited by the advice and the estimate', () => {
    const links = Object.values(SOURCES).map(({ title }) => title.split(':')[0] === 'https' ? title : title.replace(/: .*/, ''));
    expect(links.filter((title) => !PAGE.includes(title) && !title.includes('kubernetes.io'))).toEqual([]);
  });
});
