import { fail, type Placed } from './errors';

/** A key that a Secret can have. */
export function checkSecretKey(value: string, at?: Placed): string {
  if (typeof value === 'string' && /^[-._A-Za-z0-9]{1,253}$/.test(value) && value !== '.' && !value.startsWith('..')) return value;
  return fail(at, 'MSH438', { what: 'not a key of a Secret', got: value, allowed: 'at most 253 letters, digits, -, _ and ., no two dots first' });
}
