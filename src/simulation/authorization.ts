import type { Answer, Test } from './answer';
import { ruleTest } from './authorization-rule';
import { policiesFor } from './policy-selection';
import type { Arrival } from './request';
import type { AuthorizationPolicySpec } from '../manifests/kinds/policies';
import { idOf, type Manifest, type ObjectId } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { isDryRun, type Place } from '../manifests/policies';
import type { Surroundings } from '../manifests/surroundings';

/** A rule of a policy, where it may decide. */
export interface RuleId {
  readonly object: ObjectId;
  /** `spec.rules[1]`; empty for a policy without rules. */
  readonly path: string;
}

/** What the policies of some pods make of a request. */
export interface Authorization {
  /** Undefined where something decides that the request does not say. */
  readonly allowed: Answer;
  /** What decided: the rule that allowed or denied; nothing where no policy is about the pods. */
  readonly rule: RuleId | undefined;
  /** ALLOW policies that did not match, where none did. */
  readonly others: readonly ObjectId[];
  /** Rules that only watch: AUDIT, and those of dry runs. */
  readonly watching: readonly (RuleId & { readonly wouldBe: 'audited' | 'allowed' | 'denied' })[];
}

/** What CUSTOM policies make of a request, before anything else is judged. */
export interface CustomAuthorization {
  /** The rule whose provider does not exist, or that stands beside one of another: then it denies. */
  readonly denied: RuleId | undefined;
  /** Rules whose provider is asked, all of them the same. */
  readonly asked: readonly RuleId[];
  /** Undefined where no policy asks anybody, or where there is nobody to ask. */
  readonly provider: string | undefined;
}

interface Rule extends RuleId {
  readonly test: Test<Arrival>;
}

/** Policies of some pods, by what they do, ready to be asked. */
interface Compiled {
  readonly custom: readonly Rule[];
  /** Whom they ask. */
  readonly provider: string | undefined;
  /** CUSTOM rules that have nobody to ask. */
  readonly broken: readonly Rule[];
  readonly deny: readonly Rule[];
  readonly allow: readonly Rule[];
  readonly audit: readonly Rule[];
  readonly dryDeny: readonly Rule[];
  readonly dryAllow: readonly Rule[];
  /** The ALLOW policies that are enforced: with one of them, what none allows is denied. */
  readonly allowing: readonly ObjectId[];
}

/** The policies about some pods; `forTcp` where connections are not read as HTTP. */
export class AuthorizationPolicies {
  static for(manifests: Manifests, place: Place, forTcp: boolean): AuthorizationPolicies {
    const policies = policiesFor(manifests, 'security.istio.io/AuthorizationPolicy', place);
    return new AuthorizationPolicies(compile(policies, manifests.surroundings, forTcp));
  }

  private constructor(private readonly compiled: Compiled) {}

  judgeCustom(arrival: Arrival): CustomAuthorization {
    const { custom, broken, provider } = this.compiled;
    return {
      denied: broken.length === 0 ? undefined : broken.find(({ test }) => test(arrival) === true),
      asked: custom.length === 0 ? NOTHING : custom.filter(({ test }) => test(arrival) !== false),
      provider,
    };
  }

  judge(arrival: Arrival): Authorization {
    const { deny, allow, audit, dryDeny, dryAllow, allowing } = this.compiled;
    const watching = [
      ...passing(audit, arrival).map((rule) => ({ object: rule.object, path: rule.path, wouldBe: 'audited' as const })),
      ...passing(dryDeny, arrival).map((rule) => ({ object: rule.object, path: rule.path, wouldBe: 'denied' as const })),
      ...passing(dryAllow, arrival).map((rule) => ({ object: rule.object, path: rule.path, wouldBe: 'allowed' as const })),
    ];
    const answered = { watching, others: [] };
    const denied = first(deny, arrival);
    if (denied.answer !== false) return { ...answered, allowed: denied.answer === undefined ? undefined : false, rule: denied.rule };
    if (allowing.length === 0) return { ...answered, allowed: true, rule: undefined };
    const allowed = first(allow, arrival);
    return { ...answered, allowed: allowed.answer, rule: allowed.rule, others: allowed.answer === true ? [] : allowing };
  }
}

const NOTHING: readonly Rule[] = [];

function passing(rules: readonly Rule[], arrival: Arrival): readonly Rule[] {
  return rules.length === 0 ? NOTHING : rules.filter(({ test }) => test(arrival) === true);
}

/** The first rule that passes, else the first that may. */
function first(rules: readonly Rule[], arrival: Arrival): { answer: Answer; rule: RuleId | undefined } {
  let open: Rule | undefined;
  for (const rule of rules) {
    const answer = rule.test(arrival);
    if (answer === true) return { answer, rule };
    if (answer === undefined) open ??= rule;
  }
  return open === undefined ? { answer: false, rule: undefined } : { answer: undefined, rule: open };
}

function compile(
  policies: readonly Manifest<AuthorizationPolicySpec>[],
  { trustDomain, extensionProviders }: Surroundings,
  forTcp: boolean,
): Compiled {
  const providers = new Set(policies.filter(({ spec }) => spec.action === 'CUSTOM').map(({ spec }) => spec.provider?.name ?? ''));
  const hasNobody = providers.size > 1 || [...providers].some((name) => !extensionProviders.includes(name));
  const compiled = {
    custom: [] as Rule[],
    provider: hasNobody ? undefined : [...providers][0],
    broken: [] as Rule[],
    deny: [] as Rule[],
    allow: [] as Rule[],
    audit: [] as Rule[],
    dryDeny: [] as Rule[],
    dryAllow: [] as Rule[],
    allowing: [] as ObjectId[],
  };
  for (const policy of policies) {
    const action = policy.spec.action ?? 'ALLOW';
    const isDry = isDryRun(policy);
    if (action === 'ALLOW' && !isDry) compiled.allowing.push(idOf(policy));
    // A dry run of AUDIT is AUDIT; one of CUSTOM still asks its service.
    const target =
      action === 'DENY'
        ? isDry
          ? compiled.dryDeny
          : compiled.deny
        : action === 'ALLOW'
          ? isDry
            ? compiled.dryAllow
            : compiled.allow
          : action === 'AUDIT'
            ? compiled.audit
            : hasNobody
              ? compiled.broken
              : compiled.custom;
    target.push(...rulesOf(policy, { namespace: policy.metadata.namespace, trustDomain, forTcp, action }));
  }
  return compiled;
}

function rulesOf(policy: Manifest<AuthorizationPolicySpec>, use: Parameters<typeof ruleTest>[1]): Rule[] {
  return (policy.spec.rules ?? []).flatMap((rule, index) => {
    const test = ruleTest(rule ?? {}, use);
    return test === undefined ? [] : [{ object: idOf(policy), path: `spec.rules[${index}]`, test }];
  });
}
