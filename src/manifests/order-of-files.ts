import { posix } from 'node:path';
import type { Manifest, Origin } from './manifest';
import { ordinal } from '../support/compare';

/**
 * Whether an object would be sent before another one: `kubectl apply -f` takes the files of a folder by name, and the documents of a file as
 * they stand. Undefined where neither file nor folder says it.
 */
export function isSentBefore(one: Manifest<unknown>, other: Manifest<unknown>): boolean | undefined {
  const [a, b] = [one.origin, other.origin];
  if (a?.document === undefined || b?.document === undefined) return undefined;
  if (a.source === b.source) return placeIn(a) < placeIn(b);
  return posix.dirname(a.source) === posix.dirname(b.source) ? ordinal(a.source, b.source) < 0 : undefined;
}

/** The first of some objects that would be sent. */
export function firstSent<Item extends Manifest<unknown>>(objects: readonly Item[]): Item {
  return objects.reduce((first, object) => (isSentBefore(object, first) === true ? object : first));
}

function placeIn({ document }: Origin): number {
  // lists are of one document, and are hardly longer than this
  return document!.line * 1_000_000 + (document!.item ?? 0);
}
