import type { AmountRange, Range } from '../advice/amount';
import type { Way } from '../advice/estimate';
import type { Takes } from '../advice/what-it-takes';

/** `5`, `5 to 12` */
export function rangeWords({ least, most }: Range): string {
  return least === most ? `${least}` : `${least} to ${most}`;
}

/** `1.2 CPU, 1.5 GB`; bytes are counted by tens. */
export function amountWords({ cpu, memory }: AmountRange): string {
  return `${between(cpu, cores)} CPU, ${memoryWords(memory)}`;
}

export function memoryWords({ least, most }: Range): string {
  const unit = most >= 1e9 ? 'GB' : 'MB';
  const factor = most >= 1e9 ? 1e9 : 1e6;
  return `${between({ least, most }, (bytes) => rounded(bytes / factor, most >= 1e9 ? 1 : 0))} ${unit}`;
}

/** Rows of title, proxies, and what is reserved, used, and counted by the guide. */
export function wayRows(ways: readonly Way[]): string[][] {
  const inWords = (amount: AmountRange | undefined) => (amount === undefined ? '-' : amountWords(amount));
  return ways.map(({ title, proxies, reserved, used, guide }) => [title, rangeWords(proxies), ...[reserved, used, guide].map(inWords)]);
}

/** The sentence about nodes. */
export function breakEven({ ambientIsLessUpTo: { cpu, memory }, nodes }: Pick<Takes, 'ambientIsLessUpTo' | 'nodes'>): string {
  if (cpu === 0 && memory === 0) return 'Ambient mode reserves more than sidecars, however few nodes there are.';
  const upTo = (most: number) => (most === 0 ? 'never' : `on up to ${most} node${most === 1 ? '' : 's'}`);
  return `Ambient mode, with those waypoints, reserves less CPU than sidecars ${upTo(cpu)}, and less memory ${upTo(memory)}; there are ${nodes}.`;
}

function between({ least, most }: Range, show: (number: number) => string): string {
  const [from, to] = [show(least), show(most)];
  return from === to ? from : `${from} to ${to}`;
}

function cores(number: number): string {
  return rounded(number, number < 1 ? 2 : 1);
}

function rounded(number: number, digits: number): string {
  return String(Number(number.toFixed(digits)));
}
