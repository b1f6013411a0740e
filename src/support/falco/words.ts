import { fail } from '../errors';
import { isPrintable } from '../plain-text';

/** Words of conditions, which cannot be names. */
const RESERVED = [
  'and', 'or', 'not', 'in', 'exists', 'contains', 'icontains', 'bcontains', 'startswith', 'bstartswith', 'endswith', 'glob', 'iglob', 'regex', 'pmatch', 'intersects',
];

/** The name of a list or macro. */
export function checkWordOfFalco(name: string, what: 'list' | 'macro'): string {
  if (typeof name === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,199}$/.test(name) && !RESERVED.includes(name)) return name;
  return fail(undefined, 'MSH507', { what: `not the name of a Falco ${what}`, got: name, allowed: 'letters, digits and _, with a letter first, and no word of conditions' });
}

/** A member of a list. What conditions read in another way is quoted, since Falco puts members into them as they are. */
export function checkItem(item: string): string {
  if (typeof item !== 'string' || item === '' || !isPrintable(item) || /["'\\]/.test(item)) {
    fail(undefined, 'MSH507', { what: 'not a member of a Falco list', got: item, allowed: 'text without quotation marks and \\' });
  }
  return /[\s(),=]/.test(item) ? `"${item}"` : item;
}

/** The name of a program as the kernel keeps it, for a condition. */
export function checkProcess(name: string): string {
  return checkItem(typeof name === 'string' ? name.slice(0, 15) : name);
}

export function checkTag(tag: string): string {
  if (typeof tag === 'string' && /^[A-Za-z0-9_.:-]+$/.test(tag)) return tag;
  return fail(undefined, 'MSH507', { what: 'not a tag of a Falco rule', got: tag, allowed: 'letters, digits, _, ., : and -' });
}

/** Text with fields. A field that is cut off would end Falco. */
export function checkOutput(output: string, rule: string): string {
  const fields = /%(?:[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+(?:\[[^\s[\]]+\])?)/g;
  if (typeof output === 'string' && output.trim() !== '' && isPrintable(output) && !output.replace(fields, '').includes('%')) return output;
  return fail(undefined, 'MSH509', { what: `Falco cannot fill in the output of rule '${rule}'`, got: output, allowed: 'one line of text with fields such as %proc.name' });
}
