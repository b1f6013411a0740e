/** Whether an object that is exported so can be seen from a namespace. Absent and empty mean everywhere, unless the mesh has another default. */
export function visibleFrom(exportTo: readonly string[] | undefined, ownNamespace: string, namespace: string): boolean {
  if (exportTo === undefined || exportTo.length === 0) return true;
  return exportTo.some((scope) => scope === '*' || scope === namespace || (scope === '.' && ownNamespace === namespace));
}

/** Whether there may be a namespace from which both can be seen. */
export function visibleTogether(a: Exported, b: Exported): boolean {
  const scopesOfA = scopes(a);
  const scopesOfB = scopes(b);
  return scopesOfA.has('*') ? scopesOfB.size > 0 && !scopesOfB.has('~') : scopesOfB.has('*') ? !scopesOfA.has('~') : [...scopesOfA].some((scope) => scope !== '~' && scopesOfB.has(scope));
}

export interface Exported {
  readonly exportTo: readonly string[] | undefined;
  readonly namespace: string;
}

function scopes({ exportTo, namespace }: Exported): Set<string> {
  if (exportTo === undefined || exportTo.length === 0) return new Set(['*']);
  return new Set(exportTo.map((scope) => (scope === '.' ? namespace : scope)));
}
