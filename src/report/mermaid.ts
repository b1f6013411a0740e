import type { Graph, GraphNode } from './graph';
import { grouped } from '../manifests/manifests';
import { visible } from '../support/unprintable';

/** A graph that wikis and pull requests draw: `flowchart`. */
export function formatMermaid({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map(({ key }, index) => [key, `n${index}`]));
  const out = ['flowchart LR'];
  let number = 0;
  for (const [namespace, own] of grouped(nodes.filter(({ kind }) => kind !== 'external'), (node) => node.namespace)) {
    out.push(`  subgraph s${number++}["${text(namespace)}"]`, ...own.map((node) => `    ${ids.get(node.key)}${shape(node)}`), '  end');
  }
  for (const node of nodes.filter(({ kind }) => kind === 'external')) out.push(`  ${ids.get(node.key)}${shape(node)}`);
  for (const { from, to, calls, hasMutualTls, arrives } of edges) {
    const label = calls.length > 2 ? `${text(calls[0])}<br/>and ${calls.length - 1} more` : calls.map(text).join('<br/>');
    out.push(`  ${ids.get(from)} ${!arrives ? '-.-x' : hasMutualTls ? '-->' : '-.->'}|"${label}"| ${ids.get(to)}`);
  }
  for (const [name, style] of Object.entries(STYLES)) {
    const own = nodes.filter((node) => classOf(node) === name).map(({ key }) => ids.get(key));
    if (own.length > 0) out.push(`  classDef ${name} ${style}`, `  class ${own.join(',')} ${name}`);
  }
  return `${out.join('\n')}\n`;
}

/** Readable on light and dark ground: only lines are coloured. */
const STYLES: Readonly<Record<string, string>> = {
  open: 'stroke:#d1242f,stroke-width:3px',
  unreachable: 'stroke:#9a6700,stroke-dasharray:4 3',
  gateway: 'stroke:#0969da,stroke-width:2px',
};

function classOf({ openness, kind }: GraphNode): string | undefined {
  return openness === 'wide open' ? 'open' : openness === 'unreachable' ? 'unreachable' : kind === 'gateway' ? 'gateway' : undefined;
}

function shape({ key, kind, namespace, peer, versions, openness, hosts }: GraphNode): string {
  const name = key.startsWith(`${namespace}/`) ? key.slice(namespace.length + 1) : key;
  const notes = [
    ...kind === 'gateway' ? hosts : [],
    ...versions.length > 1 ? [versions.map((version) => `${version.name} ${version.share} %`).join(', ')] : [],
    ...peer === undefined || peer === 'STRICT' ? [] : [`mTLS: ${peer}`],
    ...openness === 'wide open' || openness === 'unreachable' ? [openness.toUpperCase()] : [],
  ];
  const label = `"${[name, ...notes].map(text).join('<br/>')}"`;
  if (kind === 'gateway') return `{{${label}}}`;
  if (kind === 'external') return `[/${label}/]`;
  return kind === 'service' ? `[${label}]` : `(${label})`;
}

/** Everything but letters and a few signs is written as a number, which Mermaid turns back: nothing of it is markup. */
function text(words: string): string {
  return visible(words).replace(/[^\p{L}\p{N} .,/:_%→*-]/gu, (character) => `#${character.codePointAt(0)};`);
}
