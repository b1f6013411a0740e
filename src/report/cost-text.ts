import { type Cost, COST_SOURCES } from './cost';
import { costTables } from './cost-tables';
import { textColumns } from './text-columns';
import { SOURCES } from '../advice/guidance';
import { visible } from '../support/unprintable';

/** For a terminal. */
export function formatCostText(cost: Cost): string {
  const { tables, lists } = costTables(cost);
  const parts = [
    ...tables.map(({ title, rows, note }) => [title, ...[...textColumns(rows), ...(note === undefined ? [] : [note])].map((line) => `  ${line}`)]),
    ...lists.map(({ title, items }) => [title, ...items.map((item) => `- ${item}`)]),
  ];
  return parts.map((lines) => `${lines.map(visible).join('\n')}\n`).join('\n');
}

/** For programs: cores and bytes. Its form stays as it is: fields may be added. */
export function formatCostJson(cost: Cost): string {
  return `${JSON.stringify({ ...cost, sources: Object.fromEntries(COST_SOURCES.map((name) => [name, SOURCES[name]])) }, undefined, 2)}\n`;
}
