import { acknowledgementsOf, type Acknowledgement } from './acknowledgement';
import type { Acknowledged, Finding, Severity } from './finding';
import type { Rule } from './rule';
import { titleOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { ordinal } from '../support/compare';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

export interface Found {
  /** The worst first, each thing once. */
  readonly findings: readonly Finding[];
  /** What is found too, and somebody answers for. */
  readonly acknowledged: readonly Acknowledged[];
}

/** What some rules find. */
export function runRules(manifests: Manifests, rules: readonly Rule[]): Found {
  const found = rules.filter(({ isLast }) => isLast !== true).flatMap((rule) => (isAsked(rule, manifests) ? rule.find(manifests) : []));
  const { open, acknowledged } = separated(found, acknowledgementsOf(manifests), manifests.surroundings.today);
  const afterwards = rules.filter(({ isLast }) => isLast === true).flatMap((rule) => rule.find(manifests, found));
  return {
    findings: withoutRepetitions([...open, ...afterwards].sort(compare)),
    acknowledged: acknowledged.sort((a, b) => compare(a.finding, b.finding)),
  };
}

function isAsked({ reads }: Rule, manifests: Manifests): boolean {
  return reads.length === 0 || reads.some((kind) => manifests.ofKind(kind).length > 0);
}

function separated(found: readonly Finding[], acknowledgements: ReadonlyMap<string, Acknowledgement>, today: string | undefined) {
  const open: Finding[] = [];
  const acknowledged: Acknowledged[] = [];
  for (const finding of found) {
    const given = acknowledgements.size === 0 ? undefined : acknowledgements.get(`${finding.code} ${titleOf(finding.object)}`);
    if (given === undefined || !given.holds(today)) open.push(finding);
    else acknowledged.push({ finding, reason: given.reason, ...(given.until === undefined ? {} : { until: given.until }) });
  }
  return { open, acknowledged };
}

function compare(a: Finding, b: Finding): number {
  return RANK[a.severity] - RANK[b.severity]
    || ordinal(a.code, b.code)
    || ordinal(titleOf(a.object), titleOf(b.object))
    || ordinal(a.path, b.path)
    || ordinal(a.message, b.message)
    || ordinal(a.origin?.source ?? '', b.origin?.source ?? '')
    || (a.origin?.line ?? 0) - (b.origin?.line ?? 0);
}

function withoutRepetitions(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding, index) => index === 0 || compare(findings[index - 1], finding) !== 0);
}
