/** Orders by code point, never by locale: the same bytes on every machine. */
export function ordinal(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A sorted copy. */
export function sorted(values: Iterable<string>): string[] {
  return [...values].sort(ordinal);
}

/** A sorted copy without repetitions. */
export function sortedSet(values: Iterable<string>): string[] {
  return sorted(new Set(values));
}

/** A copy sorted by a key. */
export function sortedBy<T>(values: Iterable<T>, key: (value: T) => string): T[] {
  return [...values].sort((a, b) => ordinal(key(a), key(b)));
}

/** The same entries in the order of their keys. */
export function sortedRecord<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => ordinal(a, b)));
}

/** Equal when they would be written the same way; records compare in any order of keys. */
export function sameContent(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** One text for one content, whatever the order of keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item) =>
    item !== null && typeof item === 'object' && !Array.isArray(item) ? sortedRecord(item as Record<string, unknown>) : item) ?? 'undefined';
}
