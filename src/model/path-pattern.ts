import type { Meet } from './string-match';
import type { PathPattern } from './traffic';

/** Paths begin with `/`, so these say nothing. */
export function isEveryPath(path: PathPattern | undefined): boolean {
  if (path === undefined) return true;
  switch (path.kind) {
    case 'exact': return false;
    case 'regex': return path.value === '.*' || path.value === '/.*';
    case 'prefix': case 'subtree': return path.value === '/' || path.value === '';
  }
}

/** `/api/` and `/api` are the same subtree. */
export function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Whether every path that matches `b` surely matches `a`. */
export function coversPath(a: PathPattern | undefined, b: PathPattern | undefined): boolean {
  if (a === undefined || isEveryPath(a)) return true;
  if (b === undefined || isEveryPath(b)) return false;
  switch (a.kind) {
    case 'exact': case 'regex': return a.kind === b.kind && a.value === b.value;
    case 'prefix': return head(b).startsWith(a.value);
    case 'subtree': {
      const root = withoutSlash(a.value);
      return head(b).startsWith(`${root}/`) || ((b.kind === 'exact' || b.kind === 'subtree') && head(b) === root);
    }
  }
}

/** Both conditions on one path; undefined where both are none. */
export function meetPaths(a: PathPattern | undefined, b: PathPattern | undefined): Meet<PathPattern | undefined> {
  if (coversPath(a, b)) return isEveryPath(b) ? undefined : b;
  if (coversPath(b, a)) return a;
  const [headA, headB] = [head(a!), head(b!)];
  const apart = !headA.startsWith(headB) && !headB.startsWith(headA);
  return apart || (a!.kind !== 'regex' && b!.kind !== 'regex') ? 'disjoint' : 'inexpressible';
}

/** What every matching path begins with. */
function head(path: PathPattern): string {
  switch (path.kind) {
    case 'subtree': return withoutSlash(path.value);
    case 'regex': return literalHead(path.value);
    default: return path.value;
  }
}

/** Exact before regular expression before prefix; 0 for every path. */
export function pathSharpness(path: PathPattern | undefined): readonly [rank: number, length: number] {
  if (path === undefined || isEveryPath(path)) return [0, 0];
  switch (path.kind) {
    case 'exact': return [3, 0];
    case 'regex': return [2, 0];
    case 'prefix': return [1, 2 * path.value.length];
    // a subtree is narrower than the prefix of the same text, and wider than the prefix that ends in its slash
    case 'subtree': return [1, 2 * withoutSlash(path.value).length + 1];
  }
}

const LITERALS = /^\^?((?:[^\\.+*?()|[\]{}^$]|\\[^A-Za-z0-9])*)([*?+{]?)/;

/** The text that everything begins with that this expression matches; empty where that cannot be told. */
export function literalHead(expression: string): string {
  if (hasAlternatives(expression)) return '';
  const [, literals, repetition] = LITERALS.exec(expression)!;
  const characters = literals.match(/\\?[^\\]|\\\\/gs) ?? [];
  if (repetition !== '') characters.pop();
  return characters.map((character) => character.slice(-1)).join('');
}

/** Whether there is a `|` outside of groups; also where the expression is too odd to tell. */
function hasAlternatives(expression: string): boolean {
  if (expression.includes('\\Q')) return true;
  const bare = expression.replace(/\\./gs, '').replace(/\[\^?\]?[^\]]*\]/g, '');
  let depth = 0;
  for (const character of bare) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === '|' && depth === 0) return true;
  }
  return false;
}
