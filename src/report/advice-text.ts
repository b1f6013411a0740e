import { breakEven, wayRows } from './cost-words';
import { textColumns } from './text-columns';
import type { Advice } from '../advice/advise';
import type { Answers } from '../advice/answers';
import { EDGES, ENOUGH, type Reason, SOURCES, type SourceName } from '../advice/guidance';
import { sortedSet } from '../support/compare';

/** What the sources of figures are called where they head a column. */
const FIGURES_OF = ['charts', 'performance', 'ingressOrMesh', 'whyMesh'] as const satisfies readonly SourceName[];
const SCOPES = { none: '', core: 'the services at the core first', all: 'all services' } as const;
const MODES = { sidecar: 'a sidecar beside each pod (`DataPlane.SIDECAR`)', ambient: 'ambient mode, a proxy for each node (`DataPlane.AMBIENT`)' } as const;

export function formatAdviceText(advice: Advice, answers: Answers): string {
  const { verdict, checklist, signals, scope, edge, proxies, cautions, steps, takes } = advice;
  const { title, construct, shares } = EDGES[edge.name];
  return [
    conclusion(advice),
    section('Questions [checklist]', checklist.map(({ text, yes }) => `${yes ? 'yes' : 'no '}  ${text}`)),
    section('Signals that warn [checklist]', signals),
    section(`How much of it, with ${answers.services} services: ${SCOPES[scope.services]}`, scope.reasons.map(reasonText)),
    section(`The way in: ${title} (\`${construct}\`)`, [...edge.reasons.map(reasonText), `who takes it: ${shares}`]),
    ...(proxies === undefined ? [] : [section(`Proxies: ${MODES[proxies.mode]}`, proxies.reasons.map(reasonText))]),
    section(`What it takes, on ${takes.nodes} nodes, at ${takes.requestsPerSecond} requests a second`, takesLines(advice)),
    section('Consider', cautions.map(reasonText)),
    section(verdict === 'not-now' ? 'First' : 'Next', steps.map(reasonText)),
    section('Sources', sourcesOf(advice).map((name) => `[${name}] ${SOURCES[name].title} (${SOURCES[name].about})`)),
  ].filter((part) => part !== '').join('\n');
}

/** For programs. Its form stays as it is: fields may be added. */
export function formatAdviceJson(advice: Advice, answers: Answers): string {
  const { construct, title } = EDGES[advice.edge.name];
  const sources = Object.fromEntries(sourcesOf(advice).map((name) => [name, SOURCES[name]]));
  return `${JSON.stringify({ ...advice, yes: yesIn(advice), enough: ENOUGH, edge: { ...advice.edge, title, construct }, answers, sources }, undefined, 2)}\n`;
}

function conclusion(advice: Advice): string {
  const { verdict, checklist, signals } = advice;
  const count = `${yesIn(advice)} of ${checklist.length} questions are answered with yes`;
  switch (verdict) {
    case 'candidate': return `A service mesh is worth considering: ${count}, ${ENOUGH} are enough, and no signal warns against it.\n`;
    case 'not-now': return `No service mesh for now: ${signals.length === 1 ? 'a signal warns' : `${signals.length} signals warn`} against it, and one is enough, though ${count}.\n`;
    case 'not-needed': return `A service mesh is not needed: ${count}, and it takes ${ENOUGH}.\n`;
  }
}

function yesIn({ checklist }: Advice): number {
  return checklist.filter(({ yes }) => yes).length;
}

function takesLines({ takes }: Advice): string[] {
  return [
    ...textColumns([['', 'proxies', 'reserved [charts]', 'used [performance]', 'by the guide [ingressOrMesh, whyMesh]'], ...wayRows(takes.ways)]),
    breakEven(takes),
    ...takes.assumed.map((text) => `assumed: ${text}`),
  ];
}

function reasonText({ text, source }: Reason): string {
  return source === undefined ? text : `${text} [${source}]`;
}

/** All that are cited, in the order of their names. */
function sourcesOf({ scope, edge, proxies, cautions, steps }: Advice): SourceName[] {
  const reasons = [...scope.reasons, ...edge.reasons, ...(proxies?.reasons ?? []), ...cautions, ...steps];
  return sortedSet(['checklist', ...FIGURES_OF, ...reasons.flatMap(({ source }) => source ?? [])]) as SourceName[];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
