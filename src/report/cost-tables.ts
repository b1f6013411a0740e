import { type Cost, COST_SOURCES } from './cost';
import { amountWords, breakEven, memoryWords, rangeWords, wayRows } from './cost-words';
import type { NamespaceCost } from './counted-pods';
import { type Range, sum } from '../advice/amount';
import { SOURCES } from '../advice/guidance';

/** An estimate in words: the same for a terminal and the page. */
export interface CostTables {
  readonly tables: readonly { readonly title: string; readonly rows: readonly (readonly string[])[]; readonly note?: string }[];
  readonly lists: readonly { readonly title: string; readonly items: readonly string[] }[];
}

/** The pods by namespace, what each way takes by each source, and what that rests on. The first row of a table is its head. */
export function costTables(cost: Cost): CostTables {
  const { namespaces, all, ways, besides, nodes, requestsPerSecond, assumed, notCounted } = cost;
  return {
    tables: [
      {
        title: 'Pods, and what their sidecars take',
        rows: [
          ['namespace', 'in the mesh', 'gateways', 'outside', 'reserved', 'used memory', 'by the guide'],
          ...namespaces.map((one) => namespaceRow(one.namespace, one)),
          namespaceRow('in all', all),
        ],
      },
      {
        title: `What the proxies take, on ${nodes} nodes, at ${requestsPerSecond} requests a second`,
        rows: [['', 'proxies', 'reserved', 'used', 'by the guide'], ...wayRows(ways)],
        note: breakEven(cost),
      },
      {
        title: 'What a mesh needs besides, either way',
        rows: [
          ['', 'pods', 'reserved', 'by the guide'],
          ...besides.map(({ title, pods, reserved, guide }) => [title, rangeWords(pods), amountWords(reserved), guide === undefined ? '-' : amountWords(guide)]),
        ],
      },
    ],
    lists: [{ title: 'Assumed', items: assumed }, { title: 'Not counted', items: notCounted }, { title: 'Sources', items: sourcesInWords() }],
  };
}

function namespaceRow(title: string, { sidecars, ambient, gateways, outside, reserved, usedMemory, guide }: NamespaceCost): string[] {
  const pods = [meshWords(sidecars, ambient), rangeWords(gateways), rangeWords(outside)];
  return [title, ...pods, amountWords(reserved), memoryWords(usedMemory), amountWords(guide)];
}

function meshWords(sidecars: Range, ambient: Range): string {
  return ambient.most === 0 ? rangeWords(sidecars) : `${rangeWords(sum(sidecars, ambient))} (${rangeWords(ambient)} ambient)`;
}

/** Each column of figures with where it comes from. */
function sourcesInWords(): string[] {
  const cite = (name: typeof COST_SOURCES[number]) => `${SOURCES[name].title} (${SOURCES[name].about})`;
  return [
    `reserved: ${cite('charts')}; what pods say of their proxies counts more`,
    `used: ${cite('performance')}`,
    `by the guide: ${cite('ingressOrMesh')}; ambient mode by ${cite('whyMesh')}: 80 to 90 % less than sidecars`,
    `nodes: ${cite('largeClusters')}`,
  ];
}
