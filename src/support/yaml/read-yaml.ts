import { BlockReader } from './block-reader';
import type { Places } from './flow-reader';

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
export function readDocument({ text, line }: YamlDocument, places?: Places): unknown {
  return new BlockReader(text, line, places).document();
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
