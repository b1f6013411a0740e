import type { Access, Callee } from './access';
import { accessOf, type AccessMatrix } from './access-matrix';
import { markdownText } from './markdown-text';
import { matrixLines, standingOut } from './matrix-lines';
import type { Party } from './party';
import { visible } from '../support/unprintable';

/** With more callers or callees than that, a grid is no longer read. */
const WIDEST_GRID = 30;

/** For pull requests and wikis: what stands out, a grid while it is small, and every rule. */
export function formatMatrixMarkdown(matrix: AccessMatrix): string {
  const lines = matrixLines(matrix);
  const parts = [
    '# Who may call what',
    ...standingOut(matrix).map(({ title, items }) => `**${markdownText(title)}**: ${items.map(code).join(', ')}`),
    ...grid(matrix),
    table(
      ['Caller', 'Callee', 'TLS', 'What', 'Decided by', 'Note'],
      lines.map(({ caller, callee, port, peer, what, by, notes }) => [
        markdownText(caller),
        code(`${callee}:${port}`),
        peer,
        markdownText(what),
        markdownText(by),
        notes.map(markdownText).join('<br>'),
      ]),
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Callers down, callees across: ● everything, ◐ a part, ○ allowed, but it does not get there. */
function grid(matrix: AccessMatrix): string[] {
  const callees = matrix.callees.filter(({ openness }) => openness !== 'no pods known');
  const parties = [...matrix.parties.values()];
  if (callees.length === 0 || callees.length > WIDEST_GRID || parties.length > WIDEST_GRID) return [];
  const rows = [STRANGER, UNKNOWN, ...parties].map((party) => [
    markdownText(party.key),
    ...callees.map((callee) => symbol(accessOf(callee, party), callee, party)),
  ]);
  return [
    table(['Caller', ...callees.map(({ key, openness }) => `${code(key)}${openness === 'restricted' ? '' : ` (${openness})`}`)], rows),
    '● everything · ◐ a part, see below · ○ allowed, but requests do not get there · empty: nothing',
  ];
}

/** Whoever else is there. */
const STRANGER = { key: 'anyone else in the mesh', principal: '~' };
const UNKNOWN = { key: 'anyone without identity', principal: undefined };

export function symbol(access: readonly Access[], { key }: Callee, party: Pick<Party, 'key'>): string {
  if (key === party.key) return '—';
  if (access.length === 0) return '';
  if (access.every(({ reach }) => reach.verdict === 'no')) return '○';
  const isAll = ({ operations: { methods, paths, hosts, conditions }, exceptions }: Access) =>
    methods.length + paths.length + hosts.length + conditions.length + exceptions.length === 0;
  return access.some(isAll) ? '●' : '◐';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function code(text: string): string {
  return `\`${visible(text).replace(/`/g, '´').replace(/\|/g, '\\|')}\``;
}
