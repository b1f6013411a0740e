import { internal } from './internal';
import type { PathPattern } from '../model/traffic';
import { sortedSet } from '../support/compare';

/** Paths as AuthorizationPolicies write them: exact, or a prefix that ends in `*`. */
export function pathPatterns(patterns: readonly PathPattern[]): string[] {
  return sortedSet(patterns.flatMap(pathPattern));
}

function pathPattern({ kind, value }: PathPattern): string[] {
  if (kind === 'regex') internal(`an AuthorizationPolicy cannot match the regular expression ${JSON.stringify(value)}`);
  // `*` at an end is a wildcard and `{*}` a template: a literal one would allow more than what was said
  if (/[*{}]/.test(value)) internal(`an AuthorizationPolicy cannot match ${JSON.stringify(value)} literally`);
  switch (kind) {
    case 'exact': return [value];
    case 'prefix': return [`${value}*`];
    case 'subtree': return subtree(value.replace(/\/+$/, ''));
  }
}

/** `/a/*` alone would leave out `/a`, and `/a*` would take `/ab` as well. */
function subtree(root: string): string[] {
  return root === '' ? ['/*'] : [root, `${root}/*`];
}
