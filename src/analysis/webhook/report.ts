/** Something the webhook says of an object. */
export interface WebhookProblem {
  /** Where in the object, as far as istiod tells it apart. */
  readonly path: string;
  readonly problem: string;
  readonly isWarning: boolean;
  /** Whether a rule of the analysis says the same more exactly: always, or where the pods that the object is for are known. */
  readonly ownRule?: OwnRule;
}

export type OwnRule = 'always' | 'of known pods';

/** Collects what the webhook says. */
export class Report {
  readonly problems: WebhookProblem[] = [];

  /** Refuses unless the condition holds. */
  need(holds: boolean, path: string, problem: string): void {
    if (!holds) this.problems.push({ path, problem, isWarning: false });
  }

  /** Warns unless the condition holds. */
  advise(holds: boolean, path: string, problem: string): void {
    if (!holds) this.problems.push({ path, problem, isWarning: true });
  }

  /** Refuses unless the condition holds, of which a rule of the analysis speaks. */
  decline(holds: boolean, path: string, problem: string): void {
    if (!holds) this.problems.push({ path, problem, isWarning: false, ownRule: 'always' });
  }

  /** Warns unless the condition holds, of which a rule of the analysis speaks. */
  mention(holds: boolean, path: string, problem: string, ownRule: OwnRule = 'always'): void {
    if (!holds) this.problems.push({ path, problem, isWarning: true, ownRule });
  }

  /** Refuses if there is something to say. */
  add(path: string, problem: string | undefined): void {
    if (problem !== undefined) this.problems.push({ path, problem, isWarning: false });
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
