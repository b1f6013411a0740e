/// <reference lib="dom" />
import { element, fill } from './element';
import { counted } from './words';
import { yamlText } from './yaml-text';
import { titleOf, idOf } from '../../../manifests/manifest';
import type { PageData } from '../page-data';

/** What is known of one service: who calls it, whom it calls, what is found, and its manifests. */
export class DetailsView {
  readonly root = element('section', { 'class': 'details', 'aria-label': 'Details', 'tabindex': -1 });

  constructor(
    private readonly data: PageData,
    private readonly go: (index: number) => void,
    private readonly ask: (from: string | undefined, host: string | undefined) => void,
  ) {
    this.show(undefined);
  }

  show(index: number | undefined): void {
    if (index === undefined) return this.showAll();
    const { nodes, edges, manifests, findings } = this.data;
    const node = nodes[index];
    const facts = [node.kind, node.openness, node.peer && `mTLS ${node.peer}`].filter((fact) => fact !== undefined).join(' · ');
    fill(
      this.root,
      element('h2', {}, node.key),
      element('p', { class: `facts ${(node.openness ?? '').replace(/ /g, '-')}` }, facts),
      ...node.hosts.map((host) => element('p', { class: 'host' }, host)),
      ...(node.versions.length < 2
        ? []
        : [element('p', {}, `Routes: ${node.versions.map(({ name, share }) => `${name} ${share} %`).join(', ')}`)]),
      element('p', {}, ...this.questions(index)),
      ...this.section(
        'May be called by',
        edges.filter(({ to }) => to === index).map(({ from, ...edge }) => this.call(from, edge)),
      ),
      ...this.section('By everyone of a kind', this.classes(node.key)),
      ...this.section(
        'May call',
        edges.filter(({ from }) => from === index).map(({ to, ...edge }) => this.call(to, edge)),
      ),
      ...this.section(
        'Findings',
        node.findings.map((finding) => {
          const { code, severity, message, fix, object } = findings[finding];
          return element('li', { class: severity }, element('strong', {}, `${code} ${severity}`), ` ${object}: ${message}. ${fix}`);
        }),
      ),
      element('h3', {}, `Manifests (${node.objects.length})`),
      ...node.objects.map((object) => this.manifest(manifests[object])),
    );
    this.root.scrollTop = 0;
  }

  private showAll(): void {
    const { nodes, edges, standingOut, findings } = this.data;
    fill(
      this.root,
      element('h2', {}, 'The mesh'),
      element(
        'p',
        {},
        `${counted(nodes.filter(({ kind }) => kind === 'service').length, 'service')}, ${counted(edges.length, 'call')}, ${counted(findings.length, 'finding')}. Choose a service in the list or in the graph.`,
      ),
      ...standingOut.flatMap(({ title, items }) =>
        this.section(
          title,
          items.slice(0, 200).map((item) => element('li', {}, item)),
        ),
      ),
    );
  }

  private section(title: string, items: readonly HTMLElement[]): HTMLElement[] {
    return items.length === 0 ? [] : [element('h3', {}, title), element('ul', {}, ...items)];
  }

  private call(
    other: number,
    { calls, arrives, hasMutualTls }: { readonly calls: readonly string[]; readonly arrives: boolean; readonly hasMutualTls: boolean },
  ): HTMLElement {
    const link = element('button', { type: 'button', class: 'link', onclick: () => this.go(other) }, this.data.nodes[other].key);
    const notes = [...(arrives ? [] : ['does not arrive']), ...(hasMutualTls ? [] : ['in plaintext'])];
    return element('li', {}, link, `: ${calls.join('; ')}`, ...notes.map((note) => element('em', {}, ` ${note}`)));
  }

  /** Rules that name nobody in particular. */
  private classes(key: string): HTMLElement[] {
    return this.data.lines
      .filter(({ callee, isClass }) => callee === key && isClass)
      .map(({ caller, what, port, by }) => element('li', {}, `${caller}: ${what} at port ${port}, by ${by}`));
  }

  private questions(index: number): HTMLElement[] {
    const { kind, key, hosts, namespace } = this.data.nodes[index];
    const caller =
      this.data.callers.find((one) => one === key || one.startsWith(`${key}-`)) ??
      (namespace === '' ? undefined : this.data.callers.find((one) => one.startsWith(`${namespace}/`)));
    const button = (words: string, from: string | undefined, host: string | undefined) =>
      element('button', { type: 'button', onclick: () => this.ask(from, host) }, words);
    if (kind === 'gateway') return [button('Ask through it…', 'outside', hosts[0]?.slice(hosts[0].indexOf('/') + 1))];
    return [
      ...(kind === 'service' || kind === 'external' ? [button('Who may call it?', undefined, hosts[0])] : []),
      ...(kind === 'service' || kind === 'workload' ? [button('What may it call?', caller, undefined)] : []),
    ];
  }

  private manifest(manifest: PageData['manifests'][number]): HTMLElement {
    const details = element('details', {}, element('summary', {}, titleOf(idOf(manifest))));
    // thousands of objects are not written out before somebody wants to see one
    details.addEventListener('toggle', () => {
      if (details.children.length > 1) return;
      const { namespace, labels, annotations, ...metadata } = manifest.metadata;
      const some = (values: object) => Object.keys(values).length > 0;
      const shown = {
        ...manifest,
        metadata: {
          ...metadata,
          ...(namespace === '' ? {} : { namespace }),
          ...(some(labels) ? { labels } : {}),
          ...(some(annotations) ? { annotations } : {}),
        },
      };
      details.append(element('pre', { tabindex: 0 }, yamlText(shown).trimStart()));
    });
    return details;
  }
}
