import type { Origin } from './manifest';
import type { Places } from '../support/yaml/flow-reader';
import { documentsOf, readDocument } from '../support/yaml/read-yaml';

/** Finds the lines of fields in one text. Documents are read again, once each, where something is asked about them. */
export class FieldLines {
  private documents: Map<number, { readonly value: unknown; readonly places: Places }> | undefined;
  private asked: ReadonlyMap<number, { readonly text: string; readonly line: number }> | undefined;

  constructor(private readonly text: string) {}

  /** The line of a field; of the nearest thing around it, where it is not there. */
  lineOf(origin: Origin, path: string): number | undefined {
    if (origin.document === undefined) return origin.line;
    const document = this.read(origin.document.line);
    if (document === undefined) return origin.line;
    const { item } = origin.document;
    let line = origin.line;
    let value = document.value as any;
    const step = (key: string | number) => {
      line = document.places.get(value)?.get(key) ?? line;
      value = value?.[key];
    };
    if (item !== undefined) ['items', item].forEach(step);
    for (let rest = path; rest !== '' && typeof value === 'object' && value !== null;) {
      const key = firstKey(rest, value);
      if (key === undefined) break;
      rest = rest.slice(key.length);
      step(key.key);
    }
    return line;
  }

  private read(line: number) {
    this.asked ??= new Map([...documentsOf(this.text)].map((document) => [document.line, document]));
    this.documents ??= new Map();
    const known = this.documents.get(line);
    if (known !== undefined) return known;
    const document = this.asked.get(line);
    if (document === undefined) return undefined;
    const places: Places = new Map();
    const read = { value: readDocument(document, places), places };
    this.documents.set(line, read);
    return read;
  }
}

/** The first part of a path; keys may have dots, and the longest that is there is meant. */
function firstKey(path: string, value: object): { readonly key: string | number; readonly length: number } | undefined {
  const index = /^\[(\d+)\]/.exec(path);
  if (index !== null) return { key: Number(index[1]), length: index[0].length };
  const start = path.startsWith('.') ? 1 : 0;
  const ends = [...path.matchAll(/[.[]/g)].map((match) => match.index).filter((at) => at > start);
  for (const end of [path.length, ...ends.reverse()]) {
    const key = path.slice(start, end);
    if (Object.prototype.hasOwnProperty.call(value, key)) return { key, length: end };
  }
  return undefined;
}
