import { EVENT_ID, type Event } from 'js-yaml';

/** References that repeat more than this are meant to exhaust memory. */
const MOST_REPEATED = 100_000;

/** What is wrong with the references of a text, and where. */
export interface ReferenceProblem {
  readonly problem: string;
  readonly at: number;
}

/** A value that contains itself has no end, and references to references become more than memory can hold. */
export function judgeReferences(text: string, events: readonly Event[]): ReferenceProblem | undefined {
  if (!events.some(({ type }) => type === EVENT_ID.ALIAS)) return undefined;
  /** How many values each named one is made of; undefined until it is complete. */
  const sizes = new Map<string, number | undefined>();
  const open: { readonly name: string; readonly before: number }[] = [];
  let size = 0;
  let repeated = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      const { name, before } = open.pop()!;
      sizes.set(name, size - before);
      continue;
    }
    const name = event.type === EVENT_ID.DOCUMENT ? '' : text.slice(event.anchorStart, event.anchorEnd);
    if (event.type === EVENT_ID.ALIAS) {
      if (sizes.has(name) && sizes.get(name) === undefined) return { problem: `${name} contains itself`, at: event.anchorStart };
      repeated += sizes.get(name) ?? 0;
      size += sizes.get(name) ?? 0;
      if (repeated > MOST_REPEATED) return { problem: `repeats more than ${MOST_REPEATED} values`, at: event.anchorStart };
    } else if (event.type === EVENT_ID.SCALAR) {
      size += 1;
      sizes.set(name, 1);
    } else {
      open.push({ name, before: size });
      size += 1;
      sizes.set(name, undefined);
    }
  }
  return undefined;
}
