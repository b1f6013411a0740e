import { identityParty, type Party } from './party';
import { identityRule, type Operations, operationsOf } from './rule-parts';
import { everyoneBut, oneParty, someOf, type Who } from './who';
import type { AuthorizationPolicySpec, AuthorizationRule, Operation, Source } from '../manifests/kinds/policies';
import { idOf, type Manifest, type ObjectId } from '../manifests/manifest';
import { ruleTest } from '../simulation/authorization-rule';
import type { Arrival } from '../simulation/request';

type Action = NonNullable<AuthorizationPolicySpec['action']>;

/** What one rule says of some callers. */
export interface Clause {
  readonly action: Action;
  readonly who: Who;
  readonly operations: Operations;
  readonly object: ObjectId;
  /** `spec.rules[1]` */
  readonly path: string;
  /** The service that a CUSTOM policy asks. */
  readonly provider: string | undefined;
}

/** Where rules are judged. */
export interface Judged {
  readonly trustDomain: string;
  /** The port of the pod. */
  readonly port: number;
  /** Whether a proxy reads requests there. */
  readonly isRead: boolean;
  readonly parties: KnownParties;
}

/** Parties, found by who they are. */
export class KnownParties {
  private readonly byPrincipal = new Map<string, Party[]>();
  private readonly named = new Map<string, Party>();

  /** Those who are named, and are not among the manifests. */
  get fromOutside(): readonly Party[] {
    return [...this.named.values()];
  }

  constructor(readonly all: Iterable<Party>) {
    for (const party of all) {
      if (party.principal === undefined) continue;
      const known = this.byPrincipal.get(party.principal);
      if (known === undefined) this.byPrincipal.set(party.principal, [party]);
      else known.push(party);
    }
  }

  /** Those with an identity; somebody from outside where nobody has it. */
  called(principal: string): readonly Party[] {
    const known = this.byPrincipal.get(principal);
    if (known !== undefined) return known;
    let outside = this.named.get(principal);
    if (outside === undefined) this.named.set(principal, (outside = identityParty(principal)));
    return [outside];
  }
}

/** An identity that no policy can name, since no namespace is called so. */
const STRANGER = 'ns/~/sa/~';

export function clausesOf(policy: Manifest<AuthorizationPolicySpec>, judged: Judged): Clause[] {
  const action = policy.spec.action ?? 'ALLOW';
  const use = { namespace: policy.metadata.namespace, trustDomain: judged.trustDomain, forTcp: !judged.isRead, action };
  return (policy.spec.rules ?? []).flatMap((rule, index) => {
    // where nobody reads requests, an ALLOW rule about them does not exist
    if (ruleTest(rule ?? {}, use) === undefined) return [];
    return sourcesOf(rule ?? {}).flatMap((source) => whoOf(identityOnly(rule ?? {}, source), source, judged, use).flatMap((who) =>
      operationsIn(rule ?? {}).filter((operation) => concernsPort(operation, rule ?? {}, judged, use)).map((operation): Clause => ({
        action,
        who,
        operations: operationsOf(rule ?? {}, source, operation, judged.isRead),
        object: idOf(policy),
        path: `spec.rules[${index}]`,
        provider: policy.spec.provider?.name,
      }))));
  });
}

type Use = Parameters<typeof ruleTest>[1];

function sourcesOf({ from }: AuthorizationRule): readonly Source[] {
  return from === undefined || from.length === 0 ? [{}] : from.map(({ source }) => source ?? {});
}

function operationsIn({ to }: AuthorizationRule): readonly Operation[] {
  return to === undefined || to.length === 0 ? [{}] : to.map(({ operation }) => operation ?? {});
}

function identityOnly(rule: AuthorizationRule, source: Source): AuthorizationRule {
  return identityRule({ ...rule, when: (rule.when ?? []).filter(({ key }) => key !== 'destination.port') }, source, {});
}

function concernsPort(operation: Operation, rule: AuthorizationRule, { port }: Judged, use: Use): boolean {
  const ofPort = identityRule({ when: (rule.when ?? []).filter(({ key }) => key === 'destination.port') }, {}, operation);
  return ruleTest(ofPort, use)?.(arrival(undefined, port)) === true;
}

function whoOf(identity: AuthorizationRule, source: Source, judged: Judged, use: Use): Who[] {
  if (identity.from === undefined && identity.when?.length === 0) return [everyoneBut('anyone')];
  const test = ruleTest(identity, use)!;
  const passes = (principal: string | undefined) => test(arrival(principal, judged.port)) === true;
  const exact = exactPrincipals(source, judged.trustDomain, use.namespace);
  if (exact !== undefined) return exact.filter(passes).flatMap((principal) => judged.parties.called(principal)).map(({ key }) => oneParty(key));
  const isForStrangers = passes(`${judged.trustDomain}/${STRANGER}`);
  const isForPlain = passes(undefined);
  const all = [...judged.parties.all];
  if (isForStrangers || isForPlain) {
    const kind = isForStrangers && isForPlain ? 'anyone' : isForStrangers ? 'mesh' : 'plain';
    if (kind === 'plain') return [everyoneBut('plain')];
    const except = all.filter(({ principal }) => principal !== undefined && !passes(principal)).map(({ key }) => key);
    return [everyoneBut(kind, new Set(except))];
  }
  const members = all.filter(({ principal }) => principal !== undefined && passes(principal));
  return [someOf(inWords(identity), new Set(members.map(({ key }) => key)))];
}

/** The identities that a source names one by one; undefined where it means others, too. */
function exactPrincipals({ principals, serviceAccounts, notPrincipals }: Source, trustDomain: string, namespace: string): string[] | undefined {
  if (notPrincipals !== undefined) return undefined;
  if (principals?.length && principals.every((one) => !one.includes('*'))) {
    return principals.map((one) => (one.startsWith('cluster.local/') ? `${trustDomain}${one.slice('cluster.local'.length)}` : one));
  }
  if (principals !== undefined || !serviceAccounts?.length || serviceAccounts.some((one) => one.includes('*'))) return undefined;
  return serviceAccounts.map((one) => {
    const [home, name] = one.includes('/') ? one.split('/') : [namespace, one];
    return `${trustDomain}/ns/${home}/sa/${name}`;
  });
}

/** `every workload of shop`, or the identities as the rule gives them. */
function inWords({ from = [], when = [] }: AuthorizationRule): string {
  const source: Source = from[0]?.source ?? {};
  const fields = Object.entries(source) as [string, readonly string[]][];
  if (fields.length === 1 && source.namespaces !== undefined && when.length === 0) return `every workload of ${[...source.namespaces].sort().join(', ')}`;
  const whole = fields.length === 1 && when.length === 0 ? wholeNamespaces(source.principals ?? []) : undefined;
  if (whole !== undefined) return `every workload of ${whole.join(', ')}`;
  const words = [
    ...fields.map(([field, values]) => `${field} ${[...values].sort().join(', ')}`),
    ...when.map(({ key, values = [], notValues = [] }) => `${key}${values.length > 0 ? ` ${[...values].sort().join(', ')}` : ''}${notValues.length > 0 ? ` not ${[...notValues].sort().join(', ')}` : ''}`),
  ];
  return `identities with ${words.join(' and ')}`;
}

/** The namespaces that `trust/ns/name/*` means. */
function wholeNamespaces(principals: readonly string[]): string[] | undefined {
  const names = principals.map((principal) => /^[^*/]+\/ns\/([^*/]+)\/(?:sa\/)?\*$/.exec(principal)?.[1]);
  return names.length === 0 || names.includes(undefined) ? undefined : (names as string[]).sort();
}

function arrival(principal: string | undefined, port: number): Arrival {
  return {
    request: { method: '', path: '', authority: '', scheme: 'http', headers: new Map(), isHttp: false, sni: undefined },
    principal,
    sourceIp: undefined,
    remoteIp: undefined,
    destinationIp: undefined,
    port,
    sni: undefined,
    claims: undefined,
  };
}
