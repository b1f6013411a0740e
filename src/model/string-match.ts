import type { StringMatch } from './traffic';
import { sorted } from '../support/compare';
import { re2Quote } from '../support/re2-quote';

/** What two conditions have in common, where it can be told and written. */
export type Meet<T> = T | 'disjoint' | 'inexpressible';

/** Satisfied by every value, as long as there is one. */
export function isAnyValue(match: StringMatch): boolean {
  return match.kind === 'present' || (match.kind === 'regex' && match.value === '.*') || (match.kind === 'prefix' && match.value === '');
}

/** Whether every value that satisfies `b` surely satisfies `a`. Regular expressions are compared as texts. */
export function coversString(a: StringMatch, b: StringMatch): boolean {
  if (isAnyValue(a)) return true;
  if (isAnyValue(b) || a.kind === 'present' || b.kind === 'present') return false;
  if (a.kind === 'prefix') return b.kind !== 'regex' && b.value.startsWith(a.value);
  return a.kind === b.kind && a.value === b.value;
}

/** Both conditions on one value. */
export function meetStrings(a: StringMatch, b: StringMatch): Meet<StringMatch> {
  if (coversString(a, b)) return b;
  if (coversString(b, a)) return a;
  return a.kind === 'regex' || b.kind === 'regex' ? 'inexpressible' : 'disjoint';
}

/**
 * Whether excluding `a` excludes `b` too. Unlike `coversString`: Istio treats a missing header as an empty one where a value is
 * excluded, so that `present` says nothing about a regular expression, which may match the empty text.
 */
export function excludes(a: StringMatch, b: StringMatch): boolean {
  if (a.kind === 'regex' || b.kind === 'regex') return a.kind === b.kind && 'value' in a && 'value' in b && a.value === b.value;
  return coversString(a, b) && !(b.kind === 'exact' && b.value === '' && a.kind === 'present');
}

/** Excludes what either excludes. */
export function joinExclusions(a: StringMatch, b: StringMatch): Meet<StringMatch> {
  if (excludes(a, b)) return a;
  if (excludes(b, a)) return b;
  if (a.kind === 'present' || b.kind === 'present') return 'inexpressible';
  const alternatives = sorted([expression(a), expression(b)]);
  return { kind: 'regex', value: alternatives.join('|') };
}

function expression(match: Exclude<StringMatch, { kind: 'present' }>): string {
  switch (match.kind) {
    case 'exact': return re2Quote(match.value);
    case 'prefix': return `${re2Quote(match.value)}.*`;
    case 'regex': return `(?:${match.value})`;
  }
}

/** Values longer than this are equally sharp, so that scores stay exact numbers. */
const LONGEST = 100_000;
const EXACT = 1_000_000;

/** Exact before longer prefix before regular expression before presence; 0 for no condition. */
export function sharpness(match: StringMatch | undefined): number {
  if (match === undefined) return 0;
  if (isAnyValue(match)) return 1;
  switch (match.kind) {
    case 'exact': return EXACT;
    case 'prefix': return 3 + Math.min(match.value.length, LONGEST);
    default: return 2;
  }
}

/** The other way round: the more is excluded, the fewer requests are left. */
export function exclusionSharpness(match: StringMatch | undefined): number {
  if (match === undefined) return 0;
  switch (match.kind) {
    case 'present': return LONGEST + 2;
    case 'prefix': return LONGEST + 2 - Math.min(match.value.length, LONGEST);
    default: return 1;
  }
}

/** Larger than any sharpness of an exclusion: what a header must be counts before what it must not be. */
export const EXCLUSIONS = LONGEST + 3;
