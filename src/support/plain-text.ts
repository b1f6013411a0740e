import { fail, type Placed } from './errors';

/** Control characters, lone surrogates, line separators and bidirectional overrides: a name or a sentence needs none of them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** Whether a text is of characters a reader can see. */
export function isPrintable(value: string): boolean {
  return !UNPRINTABLE.test(value);
}

/** One line that says something. */
export function checkText(value: string, what: string, at?: Placed): string {
  if (typeof value === 'string' && value.trim() !== '' && isPrintable(value)) return value;
  return fail(at, 'MSH009', { what: `${what} is blank or has characters that cannot be printed`, got: value, allowed: 'one line of text' });
}
