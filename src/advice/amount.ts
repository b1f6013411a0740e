/** What is needed of something: CPU in cores, memory in bytes. */
export interface Amount {
  readonly cpu: number;
  readonly memory: number;
}

/** From the fewest to the most; the same twice where it does not vary. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export interface AmountRange {
  readonly cpu: Range;
  readonly memory: Range;
}

export const NONE: Range = { least: 0, most: 0 };
export const NOTHING: AmountRange = { cpu: NONE, memory: NONE };

export function always(number: number): Range {
  return { least: number, most: number };
}

export function sum(...ranges: readonly Range[]): Range {
  return ranges.reduce((all, { least, most }) => ({ least: all.least + least, most: all.most + most }), NONE);
}

export function sumOfAmounts(...amounts: readonly AmountRange[]): AmountRange {
  return { cpu: sum(...amounts.map(({ cpu }) => cpu)), memory: sum(...amounts.map(({ memory }) => memory)) };
}

/** What so many of something need. */
export function times({ least, most }: Range, each: Amount): AmountRange {
  return { cpu: { least: least * each.cpu, most: most * each.cpu }, memory: { least: least * each.memory, most: most * each.memory } };
}
