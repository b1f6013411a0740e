import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Consequence, CONSEQUENCES, DATA_CLASSES } from '../src/support/data-class';

/** Brings the table in docs/data-classes.md in line with the data it is made from: `npx tsx scripts/data-class-table.ts`. */
export const PAGE = join(__dirname, '..', 'docs', 'data-classes.md');

const BEGIN = '<!-- consequences: npx tsx scripts/data-class-table.ts -->\n';
const END = '<!-- end of consequences -->\n';

/** The page, with the table as it must be. */
export function alignConsequences(page: string): string {
  const begin = page.indexOf(BEGIN) + BEGIN.length;
  return `${page.slice(0, begin)}\n${tableOfConsequences()}\n${page.slice(page.indexOf(END, begin))}`;
}

function tableOfConsequences(): string {
  const rows = Object.values<Consequence>(CONSEQUENCES).map(({ what, code, because }) =>
    [what, ...DATA_CLASSES.map((one) => because[one] ?? '–'), code === undefined ? 'derived' : `[${code}](errors.md)`]);
  return [['what follows', ...DATA_CLASSES.map((one) => `\`${one}\``), 'contrary'], ['---', ...DATA_CLASSES.map(() => '---'), '---'], ...rows]
    .map((row) => `| ${row.join(' | ')} |\n`).join('');
}

if (require.main === module) writeFileSync(PAGE, alignConsequences(readFileSync(PAGE, 'utf8')));
