import { type Cost, COST_SOURCES } from './cost';
import { amountWords, breakEven, memoryWords, rangeWords, wayRows } from './cost-words';
import type { NamespaceCost } from './counted-pods';
import { textColumns } from './text-columns';
import { type Range, sum } from '../advice/amount';
import { SOURCES } from '../advice/guidance';
import { visible } from '../support/unprintable';

/** For a terminal: the pods by namespace, what each way takes by each source, and what that rests on. */
export function formatCostText(cost: Cost): string {
  const { namespaces, all, besides } = cost;
  const lines = [
    'Pods, and what their sidecars take',
    ...indented([
      ['namespace', 'in the mesh', 'gateways', 'outside', 'reserved', 'used memory', 'by the guide'],
      ...namespaces.map((one) => namespaceRow(one.namespace, one)),
      namespaceRow('in all', all),
    ]),
    '',
    `What the proxies take, on ${cost.nodes} nodes, at ${cost.requestsPerSecond} requests a second`,
    ...indented([
      ['', 'proxies', 'reserved', 'used', 'by the guide'],
      ...wayRows(cost.ways),
    ]),
    `  ${breakEven(cost)}`,
    '',
    'What a mesh needs besides, either way',
    ...indented([
      ['', 'pods', 'reserved', 'by the guide'],
      ...besides.map(({ title, pods, reserved, guide }) => [title, rangeWords(pods), amountWords(reserved), guide === undefined ? '-' : amountWords(guide)]),
    ]),
    '',
    'Assumed',
    ...cost.assumed.map(item),
    '',
    'Not counted',
    ...cost.notCounted.map(item),
    '',
    'Sources',
    ...sourcesInWords().map(item),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

/** For programs: cores and bytes. Its form stays as it is: fields may be added. */
export function formatCostJson(cost: Cost): string {
  return `${JSON.stringify({ ...cost, sources: COST_SOURCES.map((name) => ({ name, ...SOURCES[name] })) }, undefined, 2)}\n`;
}

/** Each column of figures with where it comes from. */
export function sourcesInWords(): string[] {
  const cite = (name: typeof COST_SOURCES[number]) => `${SOURCES[name].title} (${SOURCES[name].about})`;
  return [
    `reserved: ${cite('charts')}; what pods say of their proxies counts more`,
    `used: ${cite('performance')}`,
    `by the guide: ${cite('ingressOrMesh')}; ambient mode by ${cite('whyMesh')}: 80 to 90 % less than sidecars`,
    `nodes: ${cite('largeClusters')}`,
  ];
}

function namespaceRow(title: string, { sidecars, ambient, gateways, outside, reserved, usedMemory, guide }: NamespaceCost): string[] {
  const pods = [meshWords(sidecars, ambient), rangeWords(gateways), rangeWords(outside)];
  return [title, ...pods, amountWords(reserved), memoryWords(usedMemory), amountWords(guide)];
}

export function meshWords(sidecars: Range, ambient: Range): string {
  return ambient.most === 0 ? rangeWords(sidecars) : `${rangeWords(sum(sidecars, ambient))} (${rangeWords(ambient)} ambient)`;
}

function indented(rows: readonly (readonly string[])[]): string[] {
  return textColumns(rows).map((row) => `  ${row}`);
}

function item(text: string): string {
  return `- ${text}`;
}
