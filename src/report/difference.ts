import { type AccessChange, accessChanges } from './access-difference';
import { accessMatrix } from './access-matrix';
import { type RouteChange, routeChanges } from './route-difference';
import { type Protection, protections } from './tls-lines';
import type { Manifests } from '../manifests/manifests';
import { ordinal } from '../support/compare';

/** What another state of the manifests means, not how its text differs. */
export interface Difference {
  readonly access: readonly AccessChange[];
  readonly routes: readonly RouteChange[];
  readonly protection: readonly ProtectionChange[];
  /** Whether somebody gained access, or something protects less than before. */
  readonly widens: boolean;
}

export interface ProtectionChange {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly change: 'loosened' | 'tightened' | 'changed';
  readonly by: Protection['by'];
}

export function difference(before: Manifests, after: Manifests): Difference {
  const [old, now] = [accessMatrix(before), accessMatrix(after)];
  const access = accessChanges(old, now);
  const protection = protectionChanges(protections(before, old), protections(after, now));
  return {
    access,
    routes: routeChanges(before, after),
    protection,
    widens: access.some(({ change }) => change === 'gained') || protection.some(({ change }) => change === 'loosened'),
  };
}

/** What goes with its subject protects nothing less; what protected a namespace, and is gone, does. */
function protectionChanges(before: readonly Protection[], after: readonly Protection[]): ProtectionChange[] {
  const now = new Map(after.map((one) => [one.what, one]));
  const changes: ProtectionChange[] = [];
  for (const old of before) {
    const next = now.get(old.what);
    if (next === undefined) {
      if (old.what.startsWith('network of') || old.what.startsWith('way out')) changes.push({ what: old.what, before: old.state, after: 'not said any more', change: old.strength > 0 ? 'loosened' : 'changed', by: old.by });
      continue;
    }
    if (next.state === old.state) continue;
    const change = next.strength < old.strength ? 'loosened' : next.strength > old.strength ? 'tightened' : 'changed';
    changes.push({ what: old.what, before: old.state, after: next.state, change, by: next.by ?? old.by });
  }
  return changes.sort((a, b) => ordinal(a.what, b.what));
}

