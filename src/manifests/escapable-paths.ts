import type { AuthorizationPolicySpec } from './kinds/policies';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import { valuesOf } from './rule-attributes';

/** A path that a policy keeps closed by naming it: another spelling of it, which the application takes for the same, is not named. */
export interface EscapablePath {
  readonly policy: Manifest<AuthorizationPolicySpec>;
  readonly path: string;
  readonly value: string;
}

/** DENY of a path, and ALLOW of every other one. */
export function escapablePaths(manifests: Manifests): readonly EscapablePath[] {
  return manifests.once('escapable paths', () => manifests.ofKind('security.istio.io/AuthorizationPolicy').flatMap((policy) => {
    const { action = 'ALLOW', rules } = policy.spec;
    const closing = action === 'DENY' ? 'operation.paths' : action === 'ALLOW' ? 'operation.notPaths' : undefined;
    return valuesOf(rules).filter(({ attribute }) => attribute === closing).flatMap(({ path, values }) => values.flatMap((value, index) =>
      (isEscapable(value) ? [{ policy, path: `${path}[${index}]`, value }] : [])));
  }));
}

/** A pattern for every path, or for its end, is one for other spellings, too. */
function isEscapable(value: string): boolean {
  return !value.startsWith('*') && value !== '/' && value !== '/*';
}
