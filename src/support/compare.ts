/** Orders by code point, never by locale: the same bytes on every machine. */
export function ordinal(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A sorted copy. */
export function sorted(values: Iterable<string>): string[] {
  // without a comparison `sort` orders texts as `ordinal` does, and faster
  return [...values].sort();
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
  return Object.fromEntries(Object.keys(record).sort().map((name) => [name, record[name]]));
}

/** Equal when they would be written the same way; records compare in any order of keys. */
export function sameContent(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** One text for one content, whatever the order of keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(inKeyOrder(value)) ?? 'undefined';
}

function inKeyOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inKeyOrder);
  const record = value as Record<string, unknown>;
  return Object.fromEntries(Object.keys(record).sort().map((name) => [name, inKeyOrder(record[name])]));
}
