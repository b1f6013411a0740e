import { type Access, type Exception, exceptionOf, NOT_ASKED, type PeerState } from './access';
import { type Clause, clausesOf, type Judged, type KnownParties } from './access-rules';
import { EVERYTHING, type Operations } from './rule-parts';
import { everyoneBut, mayMeet, type Who, without } from './who';
import type { AuthorizationPolicySpec } from '../manifests/kinds/policies';
import { idOf, type Manifest, type ObjectId } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { isDryRun } from '../manifests/policies';
import type { Workload } from '../manifests/workload';
import { hasProxy } from '../simulation/callers';
import { peerModeOf } from '../simulation/peer-authentication';
import { policiesFor } from '../simulation/policy-selection';

/** What pods of one kind let in at a port. */
export interface PortAccess {
  readonly peer: PeerState;
  readonly peerBy: ObjectId | undefined;
  readonly dryRuns: readonly ObjectId[];
  readonly access: readonly Omit<Access, 'callee' | 'port' | 'pods'>[];
}

/** Everyone whom the policies of a pod let in. */
export function accessAt(manifests: Manifests, workload: Workload, port: number, isRead: boolean, parties: KnownParties): PortAccess {
  if (!hasProxy(manifests, workload)) {return { peer: 'NO PROXY', peerBy: undefined, dryRuns: [], access: [granted(everyoneBut('anyone'), EVERYTHING, undefined, [])] };}
  const { mode, object } = peerModeOf(manifests, workload, port);
  const policies = policiesFor(manifests, 'security.istio.io/AuthorizationPolicy', workload);
  const judged: Judged = { trustDomain: manifests.surroundings.trustDomain, port, isRead, parties };
  const enforced = policies.filter((policy) => !isDryRun(policy));
  const clauses = enforced
    .flatMap((policy) => clausesOf(policy, judged))
    .flatMap((clause) => heard(clause.who, mode).map((who) => ({ ...clause, who })));
  const { extensionProviders } = manifests.surroundings;
  return {
    peer: mode,
    peerBy: object,
    dryRuns: policies.filter(isDryRun).map(idOf),
    access: allowed(enforced, clauses)
      .flatMap((one) => heard(one.who, mode).map((who) => ({ ...one, who })))
      .flatMap((one) => denied(one, clauses))
      .map((one) => asked(one, enforced, clauses, extensionProviders)),
  };
}

type Granted = Omit<Access, 'callee' | 'port' | 'pods'>;

function granted(who: Who, operations: Operations, clause: Clause | undefined, exceptions: readonly Exception[]): Granted {
  return { who, operations, exceptions, by: clause && { object: clause.object, path: clause.path }, reach: NOT_ASKED };
}

/** Without an ALLOW policy everything is allowed; with one, what a rule says. */
function allowed(policies: readonly Manifest<AuthorizationPolicySpec>[], clauses: readonly Clause[]): Granted[] {
  if (!policies.some(({ spec }) => (spec.action ?? 'ALLOW') === 'ALLOW')) return [granted(everyoneBut('anyone'), EVERYTHING, undefined, [])];
  return clauses.filter(({ action }) => action === 'ALLOW').map((clause) => granted(clause.who, clause.operations, clause, []));
}

/** Plaintext proves no identity: STRICT keeps it out, and with DISABLE there is nothing else. */
function heard(who: Who, mode: PeerState): Who[] {
  if (mode === 'STRICT') return without(who, everyoneBut('plain'));
  if (mode !== 'DISABLE') return [who];
  return who.kind === 'anyone' || who.kind === 'plain' ? [everyoneBut('anyone')] : [];
}

function denied(one: Granted, clauses: readonly Clause[]): Granted[] {
  let left: Granted[] = [one];
  for (const clause of clauses) {
    if (clause.action !== 'DENY') continue;
    left = left.flatMap((each) => {
      if (!mayMeet(each.who, clause.who)) return [each];
      if (isAboutAll(clause.operations)) return without(each.who, clause.who).map((who) => ({ ...each, who }));
      return [{ ...each, exceptions: [...each.exceptions, exceptionOf(clause)] }];
    });
  }
  return left;
}

function isAboutAll({ methods, paths, hosts, conditions }: Operations): boolean {
  return methods.length + paths.length + hosts.length + conditions.length === 0;
}

/** A service that is asked decides, too; one that nobody has configured, or one of two, always says no. */
function asked(
  one: Granted,
  policies: readonly Manifest<AuthorizationPolicySpec>[],
  clauses: readonly Clause[],
  known: readonly string[],
): Granted {
  const providers = new Set(policies.filter(({ spec }) => spec.action === 'CUSTOM').map(({ spec }) => spec.provider?.name ?? ''));
  if (providers.size === 0) return one;
  const hasNobody = providers.size > 1 || [...providers].some((name) => !known.includes(name));
  const mine = clauses.filter(({ action, who }) => action === 'CUSTOM' && mayMeet(one.who, who));
  if (hasNobody) return { ...one, exceptions: [...one.exceptions, ...mine.map(exceptionOf)] };
  const conditions = new Map(one.operations.conditions.map((condition) => [condition.words, condition]));
  for (const { provider = '', operations } of mine) {
    const words = `${provider} agrees${isAboutAll(operations) ? '' : ' where its policy asks it'}`;
    conditions.set(words, { words, attribute: 'authorizer', values: [provider], notValues: [] });
  }
  return { ...one, operations: { ...one.operations, conditions: [...conditions.values()] } };
}
