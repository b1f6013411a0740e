/* eslint-disable no-console */

/** A figure that a target is set for. */
export interface Figure {
  readonly value: number;
  readonly target?: number;
}

/** Prints rows of texts in columns: the first to the left, numbers to the right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd());
  }
  console.log();
}

/** The value with its target and whether it is met. */
export function judged({ value, target }: Figure, digits = 2): string {
  const text = value.toFixed(digits);
  return target === undefined ? text : `${text} (≤ ${target.toFixed(digits)}: ${value <= target ? 'met' : 'MISSED'})`;
}
