import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageScript } from '../../scripts/page-script';
import { main } from '../../src/cli/main';
import { commandsOn } from '../testing/snippets';

jest.mock('../../src/report/page/page', () => {
  const { formatPage } = jest.requireActual('../../src/report/page/page');
  // the script is compiled here, and read from the package elsewhere
  const program = pageScript();
  return { formatPage: (manifests: unknown, analysis: unknown, options: object) => formatPage(manifests, analysis, { ...options, program }) };
});

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'report.md'), 'utf8');
const HOME = mkdtempSync(join(tmpdir(), 'guide-'));
/** What the page calls the output of the demo, and of two states of it. */
const FOLDERS = ['out/ecommerce', 'out-of-main/', 'out/', '../main/out', 'out'];

function run(args: readonly string[]): { code: number | Promise<number>; out: string } {
  let out = '';
  const said = args.map((arg) => (FOLDERS.includes(arg) ? HOME : arg === 'report.html' ? join(HOME, arg) : arg));
  return { code: main(said, (text) => { out += text; }, (text) => { out += text; }), out };
}

describe('docs/report.md', () => {
  const commands = commandsOn(PAGE);

  beforeAll(() => {
    mkdirSync(HOME, { recursive: true });
    copyFileSync(join(ROOT, 'examples', 'ecommerce', 'out.yaml'), join(HOME, 'out.yaml'));
  });

  test('shows every command', () => {
    expect([...new Set(commands.map(([command]) => command))].sort()).toEqual(['can', 'diff', 'matrix', 'report']);
    expect(commands).toHaveLength(11);
  });

  test.each(commands.map((args) => [args.join(' '), args] as const))('%s does what is said', (_, args) => {
    const { code, out } = run(args);
    // what is compared is the same here
    expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' });
    if (args[0] === 'report' && args.includes('--out')) expect(existsSync(join(HOME, 'report.html'))).toBe(true);
    else expect(out).not.toBe('');
    if (args.includes('json')) expect(JSON.parse(out).services.length).toBeGreaterThan(5);
  });
});
