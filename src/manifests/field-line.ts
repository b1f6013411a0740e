import type { Origin } from './manifest';
import { fieldOf, type Place, placeOf } from '../support/yaml/places';
import { documentsOf, type YamlDocument } from '../support/yaml/read-yaml';

/** Finds the lines of fields in one text. Documents are read again, once each, where something is asked about them. */
export class FieldLines {
  private documents: ReadonlyMap<number, YamlDocument> | undefined;
  private readonly places = new Map<number, Place>();

  constructor(private readonly text: string) {}

  /** The line of a field; of the nearest thing around it, where it is not there. */
  lineOf(origin: Origin, path: string): number | undefined {
    if (origin.document === undefined) return origin.line;
    let place = this.placeOf(origin.document.line);
    if (place === undefined) return origin.line;
    const { item } = origin.document;
    let line = origin.line;
    const step = (key: string | number) => {
      place = place && fieldOf(place, key);
      line = place?.line ?? line;
    };
    if (item !== undefined) ['items', item].forEach(step);
    for (let rest = path; rest !== '' && place !== undefined;) {
      const { key, length } = firstKey(rest, place);
      rest = rest.slice(length);
      step(key);
    }
    return line;
  }

  private placeOf(line: number): Place | undefined {
    this.documents ??= new Map([...documentsOf(this.text)].map((document) => [document.line, document]));
    const document = this.documents.get(line);
    if (document === undefined) return undefined;
    const place = this.places.get(line) ?? placeOf(document);
    this.places.set(line, place);
    return place;
  }
}

/** The first part of a path; keys may have dots, and the longest that is there is meant. */
function firstKey(path: string, place: Place): { readonly key: string | number; readonly length: number } {
  const index = /^\[(\d+)\]/.exec(path);
  if (index !== null) return { key: Number(index[1]), length: index[0].length };
  const start = path.startsWith('.') ? 1 : 0;
  const ends = [...path.matchAll(/[.[]/g)].map((match) => match.index).filter((at) => at > start);
  for (const end of [path.length, ...ends.reverse()]) {
    const key = path.slice(start, end);
    if (fieldOf(place, key) !== undefined) return { key, length: end };
  }
  return { key: path, length: path.length };
}
