import { fail, type Placed } from './errors';

/** One of the words that exist; other languages and plain JavaScript can hand in anything. */
export function checkWord<T extends string>(value: T, words: readonly T[], what: string, at?: Placed): T {
  if (words.includes(value)) return value;
  return fail(at, 'MSH010', { what: `unknown ${what}`, got: value, allowed: words.join(', ') });
}

/** A copy of a list that names at least one thing. */
export function checkList<T>(list: readonly T[], what: string, fix: string, at?: Placed): T[] {
  if (Array.isArray(list) && list.length > 0) return [...list];
  return fail(at, 'MSH001', { what: `\`${what}\` is empty`, got: list, fix });
}

/** Refuses a second use of a name within one list. */
export function checkOnce(names: readonly string[], what: string, fix: string, at?: Placed): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) fail(at, 'MSH015', { what: `${what} is named twice`, got: twice, fix });
}

/** Refuses what says nothing: whoever reads it later would take it for everything, or for a mistake. */
export function checkSomething(given: object, what: string, fix: string, at?: Placed): void {
  if (Object.values(given).every((value) => value === undefined)) fail(at, 'MSH014', { what: `${what} sets nothing`, fix });
}

/** Refuses both, or neither, of several ways to say one thing. */
export function checkExactlyOne(given: object, what: string, at?: Placed): void {
  const ways = Object.keys(given);
  const set = Object.entries(given).filter(([, value]) => value !== undefined).map(([name]) => name);
  if (set.length === 1) return;
  fail(at, 'MSH016', {
    what: `${what} needs exactly one of ${ways.join(' and ')}`,
    got: set,
    fix: set.length === 0 ? `set ${ways.join(' or ')}` : `leave out ${set.slice(1).join(' and ')}`,
  });
}
