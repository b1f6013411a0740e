import { fail, type Placed } from './errors';

/** An amount of CPU in thousandths: `250m`, `0.5`, `2`. */
export function checkCpu(value: string, what: string, at?: Placed): number {
  const text = typeof value === 'string' ? value : '';
  if (/^[1-9][0-9]{0,6}m$/.test(text)) return Number(text.slice(0, -1));
  if (/^[0-9]{1,4}(\.[0-9]{1,3})?$/.test(text) && Number(text) > 0) return Math.round(Number(text) * 1000);
  return fail(at, 'MSH042', { what: `${what} is not an amount of CPU`, got: value, allowed: 'such as 250m, 0.5 or 2' });
}

/** Thousandths of a CPU as Kubernetes writes them. */
export function cpuText(millis: number): string {
  return millis % 1000 === 0 ? `${millis / 1000}` : `${millis}m`;
}

/** A size of cdk8s, as far as it is read here. */
export interface Bytes {
  toKibibytes(): number;
}

/** An amount of memory in KiB. */
export function checkMemory(value: Bytes, what: string, at?: Placed): number {
  const amount = typeof value?.toKibibytes === 'function' ? value.toKibibytes() : 0;
  if (Number.isInteger(amount) && amount >= 1) return amount;
  return fail(at, 'MSH042', { what: `${what} is not an amount of memory`, got: value, allowed: 'at least 1 KiB' });
}

/** KiB as Kubernetes writes them. */
export function memoryText(kib: number): string {
  if (kib % (1024 * 1024) === 0) return `${kib / (1024 * 1024)}Gi`;
  return kib % 1024 === 0 ? `${kib / 1024}Mi` : `${kib}Ki`;
}
