import { coversPath, isEveryPath, meetPaths, withoutSlash } from './path-pattern';
import type { Meet } from './string-match';
import type { PathPattern } from './traffic';
import { re2Quote } from '../support/re2-quote';

/** A condition about a rewritten path, as one about the path before. */
export interface Before {
  /** The paths that are meant, all of them among those that get rewritten; undefined: every path. */
  readonly path: PathPattern | undefined;
  /** What these paths are rewritten to. */
  readonly replacement: string;
  /** Whether every path that gets rewritten is meant. */
  readonly whole: boolean;
}

/**
 * Which of the paths that match `matched`, and whose matching part is replaced, satisfy `condition` afterwards: a service's own routes
 * are about the path it receives, while the gateway in front of it sees the path that was asked for.
 */
export function beforeRewrite(matched: PathPattern | undefined, replacement: string, condition: PathPattern | undefined): Meet<Before> {
  const whole: Before = { path: matched, replacement, whole: true };
  if (condition === undefined || isEveryPath(condition)) return whole;
  if (condition.kind === 'regex') return 'inexpressible';
  if (matched?.kind === 'exact' || matched?.kind === 'regex') {
    return coversPath(condition, { kind: 'exact', value: replacement }) ? whole : 'disjoint';
  }
  if (matched?.kind === 'prefix' && !matched.value.endsWith('/') && replacement.endsWith('/')) return 'inexpressible';
  const [from, to] = heads(matched, replacement);
  if (condition.kind !== 'exact' && coversPath(condition, result(matched, to))) return whole;
  // both /shop and /shop/ become /
  if (to === '' && condition.value === '/') return { path: { kind: 'regex', value: `${re2Quote(from)}/?` }, replacement, whole: false };
  if (!condition.value.startsWith(to)) return 'disjoint';
  const candidate: PathPattern = { kind: condition.kind, value: from + condition.value.slice(to.length) };
  const path = meetPaths(matched, candidate);
  return path === 'disjoint' || path === 'inexpressible' ? path : { path, replacement: condition.value, whole: false };
}

/** The text that is taken away and the one that comes instead; either both end in a slash or none does. */
function heads(matched: PathPattern | undefined, replacement: string): [from: string, to: string] {
  if (matched === undefined || isEveryPath(matched)) return ['/', `${withoutSlash(replacement)}/`];
  if (matched.kind === 'prefix' && matched.value.endsWith('/')) return [matched.value, `${withoutSlash(replacement)}/`];
  return [matched.kind === 'subtree' ? withoutSlash(matched.value) : matched.value, withoutSlash(replacement)];
}

/** All the paths there are afterwards. */
function result(matched: PathPattern | undefined, to: string): PathPattern {
  return { kind: to.endsWith('/') || matched?.kind === 'prefix' ? 'prefix' : 'subtree', value: to };
}

/** The paths that the service receives when `replacement` takes the place of what matched. */
export function afterRewrite(matched: PathPattern | undefined, replacement: string): PathPattern {
  if (matched?.kind === 'exact' || matched?.kind === 'regex') return { kind: 'exact', value: replacement };
  const [, to] = heads(matched, replacement);
  // both /shop and /shop/ become /
  if (to === '') return { kind: 'prefix', value: '/' };
  return matched?.kind === 'prefix' && replacement.endsWith('/') ? { kind: 'prefix', value: replacement } : result(matched, to);
}

/**
 * What must replace a narrower match so that the same comes out as when `replacement` replaces the wider one:
 * if `/api` becomes `/v2`, `/api/users` becomes `/v2/users`. Undefined where that cannot be said.
 */
export function narrowedReplacement(replacement: string, wide: PathPattern | undefined, narrow: PathPattern | undefined): string | undefined {
  if (wide?.kind === 'exact' || wide?.kind === 'regex') return replacement;
  if (narrow === undefined || (wide !== undefined && wide.kind === narrow.kind && wide.value === narrow.value)) return replacement;
  if (narrow.kind === 'regex') return undefined;
  const [from, to] = heads(wide, replacement);
  const narrowed = to + narrow.value.slice(from.length);
  return narrowed.startsWith('/') ? narrowed : `/${narrowed}`;
}
