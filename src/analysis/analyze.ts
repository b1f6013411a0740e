import type { Finding, Severity } from './finding';
import { RULES } from './registry';
import type { Rule } from './rule';
import { titleOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { ordinal } from '../support/compare';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What all rules find, the worst first, each thing once. */
export function analyze(manifests: Manifests, rules: readonly Rule[] = RULES): Finding[] {
  const findings = rules.flatMap((rule) => (manifests.ofKind(rule.reads[0]).length > 0 ? rule.find(manifests) : []));
  return withoutRepetitions(findings.sort(compare));
}

function compare(a: Finding, b: Finding): number {
  return RANK[a.severity] - RANK[b.severity]
    || ordinal(a.code, b.code)
    || ordinal(titleOf(a.object), titleOf(b.object))
    || ordinal(a.path, b.path)
    || ordinal(a.message, b.message);
}

function withoutRepetitions(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding, index) => index === 0 || compare(findings[index - 1], finding) !== 0);
}
