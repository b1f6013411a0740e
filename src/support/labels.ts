import { checkSomething } from './closed-set';
import { sortedRecord } from './compare';
import { isDnsLabel } from './dns-name';
import { fail, type Placed } from './errors';
import { isFieldName } from './field-name';

type Entries = Readonly<Record<string, string>>;

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Whether Kubernetes takes it as the value of a label. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= 63 && NAME.test(value));
}

/** A copy of labels, ordered by key. */
export function checkLabels(given: Entries, what: string, at?: Placed): Record<string, string> {
  for (const [key, value] of Object.entries(given)) {
    checkLabelKey(key, `\`${what}\``, at);
    if (typeof value === 'string' && isLabelValue(value)) continue;
    fail(at, 'MSH038', {
      what: `the value of ${key} in \`${what}\` is not one of a label`,
      got: value,
      allowed: 'at most 63 letters, digits, -, _ and ., with a letter or digit at both ends',
    });
  }
  return sortedRecord(given);
}

/** Labels that tell some pods from others; undefined where nothing is said about them. None would be every pod, which nobody means who says something. */
export function checkPodLabels(given: Entries | undefined, what: string, at?: Placed): Record<string, string> | undefined {
  if (given === undefined) return undefined;
  checkSomething(given, `\`${what}\``, 'name labels that the pods have, or leave it out', at);
  return checkLabels(given, what, at);
}

/** A copy of annotations, ordered by key; their values may be any text. */
export function checkAnnotations(given: Entries, what: string, at?: Placed): Record<string, string> {
  for (const [key, value] of Object.entries(given)) {
    checkLabelKey(key, `\`${what}\``, at);
    if (typeof value !== 'string') fail(at, 'MSH038', { what: `the value of ${key} in \`${what}\` is not a text`, got: value });
  }
  return sortedRecord(given);
}

/** The key of a label: a name, and before it perhaps a DNS name and a slash. */
export function checkLabelKey(key: string, what: string, at?: Placed): string {
  const parts = typeof key === 'string' ? key.split('/') : [];
  const name = parts[parts.length - 1] ?? '';
  const prefixed = parts.length === 1 || (parts.length === 2 && parts[0].length <= 253 && parts[0].split('.').every(isDnsLabel));
  if (name.length <= 63 && NAME.test(name) && prefixed && isFieldName(key)) return key;
  return fail(at, 'MSH038', {
    what: `a key of ${what} is not one of a label`,
    got: key,
    allowed: 'at most 63 letters, digits, -, _ and ., and perhaps a DNS name and a slash before them',
  });
}

/** Refuses keys that the library sets itself; `reserved` says what to do instead. */
export function checkNotReserved(given: Entries, reserved: Entries, what: string, at?: Placed): void {
  const key = Object.keys(given).find((name) => Object.hasOwn(reserved, name));
  if (key !== undefined) fail(at, 'MSH039', { what: `\`${what}\` cannot set ${key}`, got: given[key], fix: reserved[key] });
}
