import type { Finding } from './finding';
import { RULES } from './registry';
import type { Rule } from './rule';
import { type Analysis, runRules } from './run-rules';
import type { Manifests } from '../manifests/manifests';

export type { Analysis, UnjudgedKind } from './run-rules';

/** What all rules find, the worst first, each thing once. */
export function analyze(manifests: Manifests, rules: readonly Rule[] = RULES): readonly Finding[] {
  return analyzeFully(manifests, rules).findings;
}

export function analyzeFully(manifests: Manifests, rules: readonly Rule[] = RULES): Analysis {
  return runRules(manifests, rules);
}
