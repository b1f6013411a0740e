/** Collects what the webhook says: errors as they are, warnings marked as such. */
export class Report {
  readonly problems: string[] = [];

  /** Refuses unless the condition holds. */
  need(holds: boolean, path: string, sentence: string): void {
    if (!holds) this.problems.push(`${path}: ${sentence}`);
  }

  /** Warns unless the condition holds. */
  advise(holds: boolean, path: string, sentence: string): void {
    if (!holds) this.problems.push(`warning: ${path}: ${sentence}`);
  }

  /** Refuses if there is something to say. */
  add(path: string, sentence: string | undefined): void {
    if (sentence !== undefined) this.problems.push(`${path}: ${sentence}`);
  }
}

/** The entries of a list with their paths; nothing for an absent one. */
export function each<T = any>(list: T[] | undefined, path: string): [T, string][] {
  return (list ?? []).map((item, index) => [item, `${path}[${index}]`]);
}

/** The entries of a map with their paths; nothing for an absent one. */
export function eachOf<T = any>(map: Record<string, T> | undefined, path: string): [string, T, string][] {
  return Object.entries(map ?? {}).map(([key, value]) => [key, value, `${path}.${key}`]);
}

/** How Go's JSON reads an absent or empty list or string. */
export function isEmpty(value: { length: number } | undefined | null): boolean {
  return value === undefined || value === null || value.length === 0;
}
