import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { plainScalar } from './plain-scalar';
import { eventsOf, type YamlDocument } from './read-yaml';

/** Where a value is written, and its fields or items. */
export interface Place {
  readonly line: number;
  readonly fields: Map<string | number, Place>;
}

interface Open {
  readonly place: Place;
  readonly isMap: boolean;
  /** The key in front of the next value. */
  key?: { readonly name: string; readonly line: number };
}

/** Where everything in a document stands that can be read. */
export function placeOf(document: YamlDocument): Place {
  const { text } = document;
  const lineAt = lineCounter(document);
  const top: Open = { place: { line: document.line, fields: new Map() }, isMap: false };
  const open: Open[] = [];
  const named = new Map<string, Place['fields']>();
  for (const event of eventsOf(document)) {
    if (event.type === EVENT_ID.DOCUMENT) {
      open.push(top);
    } else if (event.type === EVENT_ID.POP) {
      open.pop();
    } else {
      const parent = open[open.length - 1];
      const line = lineAt(event) ?? parent.place.line;
      if (parent.isMap && parent.key === undefined) {
        parent.key = { name: nameOf(text, event), line };
        continue;
      }
      const name = text.slice(event.anchorStart, event.anchorEnd);
      const place = { line: parent.key?.line ?? line, fields: event.type === EVENT_ID.ALIAS ? named.get(name)! : new Map() };
      named.set(name, place.fields);
      parent.place.fields.set(parent.key?.name ?? parent.place.fields.size, place);
      parent.key = undefined;
      if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) open.push({ place, isMap: event.type === EVENT_ID.MAPPING });
    }
  }
  return top.place.fields.get(0) ?? top.place;
}

/** A field, also one that is taken over by `<<`. */
export function fieldOf(place: Place, key: string | number): Place | undefined {
  const merged = place.fields.get('<<');
  return place.fields.get(key) ?? (merged && fieldOf(merged, key));
}

function nameOf(text: string, event: Event): string {
  if (event.type !== EVENT_ID.SCALAR) return '';
  const value = getScalarValue(text, event);
  return event.style === SCALAR_STYLE.PLAIN ? String(plainScalar(value)) : value;
}

/** Counts lines on the way through a text. */
function lineCounter({ text, line }: YamlDocument) {
  let next = text.indexOf('\n');
  return (event: Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>): number | undefined => {
    const at = event.type === EVENT_ID.SCALAR ? startOf(event) : event.type === EVENT_ID.ALIAS ? event.anchorStart : event.start;
    if (at < 0) return undefined;
    for (; next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line += 1;
    return line;
  };
}

/** A block of text begins with its head, in the line before. */
function startOf({ style, valueStart }: ScalarEvent): number {
  return style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK ? valueStart - 1 : valueStart;
}
