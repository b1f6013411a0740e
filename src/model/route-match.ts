import { coversPath, isEveryPath, meetPaths, pathSharpness } from './path-pattern';
import { coversString, EXCLUSIONS, excludes, exclusionSharpness, isAnyValue, joinExclusions, type Meet, meetStrings, sharpness } from './string-match';
import type { PathPattern, RouteMatch, StringMatch } from './traffic';
import { ordinal, sortedSet } from '../support/compare';

type Conditions = Readonly<Record<string, StringMatch>>;
type Writable = { -readonly [Key in keyof RouteMatch]: RouteMatch[Key] };

/** Whether it matches every request. */
export function isCatchAll(match: RouteMatch): boolean {
  return Object.keys(normalized(match)).length === 0;
}

/** Whether every request that matches `b` surely matches `a`; false where that cannot be told. */
export function covers(a: RouteMatch, b: RouteMatch): boolean {
  const [wide, narrow] = [normalized(a), normalized(b)];
  return coversPath(wide.path, narrow.path)
    && coversMethods(wide.methods, narrow.methods)
    && coversAll(wide.headers, narrow.headers)
    && coversAll(wide.query, narrow.query)
    && (wide.authority === undefined || (narrow.authority !== undefined && coversString(wide.authority, narrow.authority)))
    && Object.entries(wide.withoutHeaders ?? {}).every(([name, match]) => isExcluded(narrow, name, match));
}

/**
 * The requests that match both. One VirtualService match holds one condition for each header, parameter and path: where two are
 * needed it cannot be written.
 */
export function intersect(a: RouteMatch, b: RouteMatch): RouteMatch | 'disjoint' | 'inexpressible' {
  const [left, right] = [normalized(a), normalized(b)];
  const methods = left.methods === undefined || right.methods === undefined
    ? left.methods ?? right.methods
    : left.methods.filter((method) => right.methods!.includes(method));
  const parts = {
    path: meetPaths(left.path, right.path),
    methods: methods?.length === 0 ? 'disjoint' as const : methods,
    headers: mergeAll(left.headers, right.headers, meetStrings),
    withoutHeaders: mergeAll(left.withoutHeaders, right.withoutHeaders, joinExclusions),
    query: mergeAll(left.query, right.query, meetStrings),
    authority: left.authority && right.authority ? meetStrings(left.authority, right.authority) : left.authority ?? right.authority,
  };
  const values: unknown[] = Object.values(parts);
  if (values.includes('disjoint')) return 'disjoint';
  if (values.includes('inexpressible')) return 'inexpressible';
  const both = normalized(parts as RouteMatch);
  return isContradictory(both) ? 'disjoint' : both;
}

/**
 * How narrow a match is: number and sharpness of conditions, then path, methods and authority. Compared place by place, the larger
 * is tried first. A match that is strictly covered by another always sorts before it, so that specificity alone never shadows a route.
 */
export function specificity(match: RouteMatch): number[] {
  const { path, methods, headers, withoutHeaders, query, authority } = normalized(match);
  const names = sortedSet([...Object.keys(headers ?? {}), ...Object.keys(withoutHeaders ?? {})]);
  const parameters = Object.values(query ?? {});
  const sharp = names.reduce((sum, name) => sum + EXCLUSIONS * sharpness(headers?.[name]) + exclusionSharpness(withoutHeaders?.[name]), 0)
    + parameters.reduce((sum, parameter) => sum + EXCLUSIONS * sharpness(parameter), 0);
  return [
    names.length + parameters.length,
    sharp,
    ...pathSharpness(path),
    methods === undefined ? 0 : 1000 - methods.length,
    sharpness(authority),
  ];
}

/** Orders the more specific first. */
export function bySpecificity(a: readonly number[], b: readonly number[]): number {
  for (const [place, value] of a.entries()) {
    if (value !== b[place]) return b[place] - value;
  }
  return 0;
}

/** One form for one meaning: conditions that say nothing are left out, header names are in lower case. */
export function normalized(match: RouteMatch): RouteMatch {
  const headers = presence(lowerCased(match.headers));
  const withoutHeaders = needed(lowerCased(match.withoutHeaders), headers);
  const query = presence(match.query);
  const path = normalizedPath(match.path);
  const result: Writable = {};
  if (path !== undefined) result.path = path;
  if (match.methods !== undefined) result.methods = sortedSet(match.methods);
  if (headers !== undefined) result.headers = headers;
  if (withoutHeaders !== undefined) result.withoutHeaders = withoutHeaders;
  if (query !== undefined) result.query = query;
  // every request has an authority
  if (match.authority !== undefined && !isAnyValue(match.authority)) result.authority = match.authority;
  return result;
}

function normalizedPath(path: PathPattern | undefined): PathPattern | undefined {
  if (path === undefined || isEveryPath(path)) return undefined;
  return path.kind === 'subtree' && path.value.endsWith('/') ? { kind: 'subtree', value: path.value.slice(0, -1) } : path;
}

function lowerCased(conditions: Conditions | undefined): Conditions | undefined {
  // names of claims (`@request.auth.claims[Group]`) are not header names and keep their case
  return conditions && fromEntries(Object.entries(conditions).map(([name, match]) => [name.startsWith('@') ? name : name.toLowerCase(), match]));
}

function presence(conditions: Conditions | undefined): Conditions | undefined {
  return conditions && fromEntries(Object.entries(conditions).map(([name, match]) => [name, isAnyValue(match) ? { kind: 'present' } : match]));
}

/** Exclusions that the header's own condition does not already imply. */
function needed(exclusions: Conditions | undefined, headers: Conditions | undefined): Conditions | undefined {
  return exclusions && fromEntries(Object.entries(exclusions).filter(([name, match]) => !isApart(headers?.[name], match)));
}

function fromEntries(entries: [string, StringMatch][]): Conditions | undefined {
  return entries.length === 0 ? undefined : Object.fromEntries(entries.sort(([a], [b]) => ordinal(a, b)));
}

function coversMethods(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === undefined || (b !== undefined && b.every((method) => a.includes(method)));
}

function coversAll(a: Conditions | undefined, b: Conditions | undefined): boolean {
  return Object.entries(a ?? {}).every(([name, match]) => b?.[name] !== undefined && coversString(match, b[name]));
}

function isExcluded(match: RouteMatch, name: string, value: StringMatch): boolean {
  const exclusion = match.withoutHeaders?.[name];
  return (exclusion !== undefined && excludes(exclusion, value)) || isApart(match.headers?.[name], value);
}

function isApart(header: StringMatch | undefined, value: StringMatch): boolean {
  return header !== undefined && meetStrings(header, value) === 'disjoint';
}

/** A header that must be what it must not be. */
function isContradictory({ headers, withoutHeaders }: RouteMatch): boolean {
  return Object.entries(withoutHeaders ?? {}).some(([name, match]) => headers?.[name] !== undefined && coversString(match, headers[name]));
}

function mergeAll(
  a: Conditions | undefined, b: Conditions | undefined, merge: (a: StringMatch, b: StringMatch) => Meet<StringMatch>,
): Meet<Conditions | undefined> {
  const merged: Record<string, StringMatch> = { ...a };
  let verdict: 'inexpressible' | undefined;
  for (const [name, match] of Object.entries(b ?? {})) {
    const both = merged[name] === undefined ? match : merge(merged[name], match);
    if (both === 'disjoint') return 'disjoint';
    if (both === 'inexpressible') verdict = both;
    else merged[name] = both;
  }
  return verdict ?? merged;
}
