import { RULES } from './registry';
import { type Analysis, runRules } from './run-rules';
import type { Manifests } from '../manifests/manifests';

/** What all rules find. */
export function analyze(manifests: Manifests): Analysis {
  return runRules(manifests, RULES);
}
