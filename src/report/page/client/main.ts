/// <reference lib="dom" />
import './buffer';
import { AskView } from './ask-view';
import { ControlsView } from './controls-view';
import { CostView } from './cost-view';
import { DetailsView } from './details-view';
import { element, fill } from './element';
import { GraphView } from './graph-view';
import { TableView } from './table-view';
import { counted } from './words';
import type { PageData, PageNode } from '../page-data';

const data = JSON.parse(document.getElementById('data')!.textContent!) as PageData;

const order = data.nodes.map((_, index) => index);
const details = new DetailsView(data, (index) => choose(index), (from, host) => {
  show('ask');
  ask.prefill(from, host);
});
const graph = new GraphView(data, (index) => details.show(index));
const ask = new AskView(data);
const cost = new CostView(data.cost);
const services = new TableView<number>('Services', order, {
  head: ['Service'],
  rowHeight: 44,
  cells: (index) => [serviceRow(data.nodes[index])],
  wordsOf: (index) => `${data.nodes[index].key} ${data.nodes[index].openness ?? ''} ${data.nodes[index].peer ?? ''} ${data.nodes[index].kind}`,
  onChoose: (index) => choose(index),
});
const matrix = new TableView('Who may call what', data.lines, {
  head: ['Caller', 'Callee', 'TLS', 'What', 'Decided by', 'Note'],
  rowHeight: 56,
  cells: ({ caller, callee, port, peer, what, by, notes }) => [caller, `${callee}:${port}`, peer, what, by, notes.join('; ')],
  wordsOf: ({ caller, callee, port, peer, what, by, notes }) => [caller, `${callee}:${port}`, peer, what, by, ...notes].join(' '),
  onChoose: ({ callee }) => choose(data.nodes.findIndex(({ key }) => key === callee)),
});
const findings = new TableView('Findings', data.findings, {
  head: ['Severity', 'Code', 'Object', 'Message'],
  rowHeight: 52,
  cells: ({ severity, code, object, message, fix, acknowledged }) => [
    element('b', { class: severity }, acknowledged === undefined ? severity : 'acknowledged'), code, object, `${message}. ${acknowledged === undefined ? fix : `Acknowledged: ${acknowledged}`}`,
  ],
  wordsOf: ({ severity, code, object, message }) => `${severity} ${code} ${object} ${message}`,
  onChoose: (finding) => {
    const place = data.findings.indexOf(finding);
    const index = data.nodes.findIndex((node) => node.findings.includes(place));
    if (index >= 0) choose(index);
  },
});

const controls = new ControlsView(data.controls);

const VIEWS = {
  graph: { label: 'Graph', root: graph.root },
  matrix: { label: 'Access', root: matrix.root },
  findings: { label: `Findings (${data.findings.length})`, root: findings.root },
  ask: { label: 'Can A call B?', root: ask.root },
  // without services that say what they work with, nothing can be told
  ...data.controls.length === 0 ? {} : { controls: { label: 'Controls', root: controls.root } },
  cost: { label: 'Cost', root: cost.root },
} as const;

const tabs = element('div', { 'role': 'tablist', 'aria-label': 'Views', 'onkeydown': turn });
const main = element('main', {});

function serviceRow({ key, kind, openness, peer, findings: found }: PageNode): HTMLElement {
  const facts = [kind === 'service' ? '' : kind, peer === undefined ? '' : `mTLS ${peer}`, openness === 'restricted' ? '' : openness ?? '', found.length === 0 ? '' : counted(found.length, 'finding')];
  return element('span', { class: `service ${(openness ?? '').replace(/ /g, '-')}` }, element('b', {}, key), element('small', {}, facts.filter((fact) => fact !== '').join(' · ')));
}

function choose(index: number): void {
  if (index < 0) return;
  details.show(index);
  graph.select(index);
}

function show(name: keyof typeof VIEWS): void {
  fill(main, VIEWS[name]!.root);
  document.getElementById('page')!.dataset.view = name;
  for (const tab of tabs.children) {
    const isShown = (tab as HTMLElement).dataset.view === name;
    tab.setAttribute('aria-selected', String(isShown));
    tab.setAttribute('tabindex', isShown ? '0' : '-1');
  }
}

function turn(event: KeyboardEvent): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const all = [...tabs.children] as HTMLElement[];
  const next = all[(all.indexOf(document.activeElement as HTMLElement) + step + all.length) % all.length];
  next.focus();
  next.click();
}

/** Light, dark, or as the system has it. */
function toggleTheme(): void {
  const { dataset } = document.documentElement;
  const isDark = dataset.theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : dataset.theme === 'dark';
  dataset.theme = isDark ? 'light' : 'dark';
  graph.plan();
}

for (const [name, { label }] of Object.entries(VIEWS)) {
  tabs.append(element('button', { 'type': 'button', 'role': 'tab', 'data-view': name, 'onclick': () => show(name as keyof typeof VIEWS) }, label));
}
fill(
  document.getElementById('page')!,
  element('header', {}, element('h1', {}, data.title), tabs, element('button', { type: 'button', class: 'theme', title: 'Light or dark', onclick: toggleTheme }, '◐')),
  element('nav', { 'aria-label': 'Services' }, services.root),
  main,
  details.root,
);
show('graph');
