import { fail, type Placed } from './errors';
import { UNPRINTABLE } from './unprintable';

/** Whether a text is of characters a reader can see. */
export function isPrintable(value: string): boolean {
  return !UNPRINTABLE.test(value);
}

/** One line that says something. */
export function checkText(value: string, what: string, at?: Placed): string {
  if (typeof value === 'string' && value.trim() !== '' && isPrintable(value)) return value;
  return fail(at, 'MSH009', { what: `${what} is blank or has characters that cannot be printed`, got: value, allowed: 'one line of text' });
}
