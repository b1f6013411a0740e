/** The fields that have a value: an object says what was meant and nothing else. */
export function given<T extends object>(fields: T): T {
  const said: Partial<T> = {};
  for (const name of Object.keys(fields) as (keyof T)[]) if (fields[name] !== undefined) said[name] = fields[name];
  return said as T;
}

/** A list to emit, or nothing: an empty list is a statement of its own in many fields, and never the one that was meant. */
export function listed<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}
