import type { Sample } from './subjects/measured';

/** Runs each of the subjects in turn, and again: A B A B, so that what else the machine does hits all alike. */
export function rounds<Name extends string>(count: number, subjects: Readonly<Record<Name, () => Sample>>): Record<Name, Sample[]> {
  const names = Object.keys(subjects) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Sample[]>;
  for (let round = 0; round < count; round++) for (const name of names) samples[name].push(subjects[name]());
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of the ratios of runs that were neighbours. */
export function ratio(some: readonly Sample[], other: readonly Sample[], of: (sample: Sample) => number): number {
  return median(some.map((sample, index) => of(sample) / of(other[index])));
}

/** How the cost grows when the work becomes `times` as much: 1 is linear, 2 quadratic. */
export function exponent(large: readonly Sample[], small: readonly Sample[], times: number): number {
  return Math.log(ratio(large, small, ({ cpuMs }) => cpuMs)) / Math.log(times);
}
