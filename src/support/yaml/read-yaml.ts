import { constructFromEvents, type Event, parseEvents, YAMLException } from 'js-yaml';
import { KUBERNETES_SCHEMA } from './kubernetes-schema';
import { judgeReferences } from './references';
import { YamlError } from './yaml-error';

/** Deeper than anything that is written, and than what readers of it can bear. */
const DEEPEST = 200;

/** One document of a text, as it stands there. */
export interface YamlDocument {
  readonly text: string;
  /** Line of its first sign, counted from 1. */
  readonly line: number;
}

/** The documents of a text, split where Kubernetes splits: a line that begins with `---` or `...` is never part of a value. */
export function* documentsOf(text: string): Generator<YamlDocument> {
  const lines = cleaned(text);
  let start = 0;
  let line = 1;
  const marks = /^(?:---|\.\.\.)(?=[ \t\n]|$)/gm;
  for (let mark = marks.exec(lines); mark !== null; mark = marks.exec(lines)) {
    if (mark.index > start) {
      yield { text: lines.slice(start, mark.index), line };
      line += breaksIn(lines, start, mark.index);
    }
    // what follows `---` on its line belongs to the document
    start = mark.index + (mark[0] === '---' ? 0 : 4);
    if (mark[0] === '...') line += 1;
  }
  if (start < lines.length) yield { text: lines.slice(start), line };
}

/** What a document says. Throws a `YamlError`. */
export function readDocument(document: YamlDocument): unknown {
  const { text, line } = document;
  const events = eventsOf(document);
  const wrong = judgeReferences(text, events);
  if (wrong !== undefined) throw new YamlError(wrong.problem, line + breaksIn(text, 0, wrong.at));
  const [value = null] = inLines(line, () => constructFromEvents(events, { source: text, schema: KUBERNETES_SCHEMA }));
  return value;
}

/** How a document is made of values. Throws a `YamlError`. */
export function eventsOf({ text, line }: YamlDocument): Event[] {
  return inLines(line, () => parseEvents(text, { maxDepth: DEEPEST }));
}

function inLines<Value>(firstLine: number, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof YAMLException) throw new YamlError(error.reason, firstLine + (error.mark?.line ?? 0));
    throw error;
  }
}

function cleaned(text: string): string {
  const unmarked = text.startsWith('\ufeff') ? text.slice(1) : text;
  return unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
}

function breaksIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
