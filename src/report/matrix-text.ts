import type { AccessMatrix } from './access-matrix';
import { matrixLines, standingOut } from './matrix-lines';
import { grouped } from '../manifests/manifests';
import { visible } from '../support/unprintable';

/** For a terminal: by callee, who may ask it for what. */
export function formatMatrixText(matrix: AccessMatrix): string {
  const lines = matrixLines(matrix);
  const width = Math.min(48, Math.max(0, ...lines.map(({ caller }) => caller.length)));
  const byPort = grouped(lines, ({ callee, port }) => `${callee}:${port}`);
  const out: string[] = [];
  for (const { title, items } of standingOut(matrix)) out.push(title, ...items.map((item) => `  ${item}`), '');
  for (const { key, ports, openness } of matrix.callees) {
    for (const { port, protocol, peer } of ports) {
      out.push(`${key}:${port} ${protocol} ${peer}${openness === 'restricted' ? '' : ` - ${openness.toUpperCase()}`}`);
      const own = byPort.get(`${key}:${port}`) ?? [];
      if (own.length === 0 && openness !== 'no pods known') out.push('  nobody');
      for (const { caller, what, by, notes } of own) {
        out.push(`  ${caller.padEnd(width)}  ${what}  [${by}]`, ...notes.map((note) => `  ${' '.repeat(width)}  ! ${note}`));
      }
    }
    out.push('');
  }
  return `${out.map(visible).join('\n').trimEnd()}\n`;
}
