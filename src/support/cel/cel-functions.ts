import { isIP } from 'node:net';
import { millisecondsOf } from '../duration';

/** What keeps a rule from having an answer. */
export class CelError extends Error {}

type Value = unknown;

/** Functions and methods, as far as the schemas of custom resources use them: a method's first argument is what it is asked of. */
export const FUNCTIONS: Readonly<Record<string, (...values: any[]) => Value>> = {
  size: sizeOf,
  contains: (text: string, part: string) => text.includes(part),
  startsWith: (text: string, part: string) => text.startsWith(part),
  endsWith: (text: string, part: string) => text.endsWith(part),
  matches: (text: string, pattern: string) => expressionOf(pattern).test(text),
  split: (text: string, separator: string) => text.split(separator),
  substring,
  int: (value: Value) => need(typeof value === 'string' ? /^[-+]?\d+$/.test(value) : typeof value === 'number', 'no number') && Number(value),
  duration: durationOf,
  isIP: (text: string) => isIP(text) !== 0,
  isURL: (text: string) => schemeOf(text) !== undefined,
  url: (text: string) => ({ scheme: need(schemeOf(text) !== undefined, 'no URL') && schemeOf(text) }),
  getScheme: ({ scheme }: { scheme: string }) => scheme,
};

function sizeOf(value: Value): number {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  throw new CelError('has no size');
}

function substring(text: string, from: number, to?: number): string {
  const signs = [...text];
  const end = to ?? signs.length;
  if (from < 0 || from > end || end > signs.length) throw new CelError('beyond the end of the text');
  return signs.slice(from, end).join('');
}

/** In milliseconds. */
function durationOf(text: Value): number {
  const duration = typeof text === 'string' ? millisecondsOf(text) : undefined;
  if (duration === undefined) throw new CelError('no duration');
  return duration;
}

/** Go's ParseRequestURI: an absolute URL, or an absolute path (whose scheme is empty). */
function schemeOf(text: string): string | undefined {
  if (text.startsWith('/')) return '';
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)?.[1].toLowerCase();
  return scheme !== undefined && URL.canParse(text) ? scheme : undefined;
}

const EXPRESSIONS = new Map<string, RegExp>();

/** The schemas' own expressions, which are the same for RE2 and JavaScript but for `(?i)`. */
function expressionOf(pattern: string): RegExp {
  const known = EXPRESSIONS.get(pattern);
  if (known !== undefined) return known;
  const expression = new RegExp(pattern.replace('(?i)', ''), pattern.includes('(?i)') ? 'iu' : 'u');
  EXPRESSIONS.set(pattern, expression);
  return expression;
}

export function need(holds: boolean, reason: string): true {
  if (!holds) throw new CelError(reason);
  return true;
}
