import { RULES } from './registry';
import { type Found, runRules } from './run-rules';
import { groupOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import { kindShape } from '../manifests/shapes/shape';
import { ordinal } from '../support/compare';

export interface Analysis extends Found {
  /** Kinds whose shape nothing is known of, with the number of their objects: they were looked at as far as rules name them. */
  readonly unjudged: readonly UnjudgedKind[];
  /** How many objects were read. */
  readonly objects: number;
}

export interface UnjudgedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly objects: number;
}

/** What all rules find. */
export function analyze(manifests: Manifests): Analysis {
  return { ...runRules(manifests, RULES), unjudged: unjudgedKinds(manifests), objects: manifests.all.length + manifests.refused.length };
}

function unjudgedKinds({ all }: Manifests): UnjudgedKind[] {
  const counts = new Map<string, { apiVersion: string; kind: string; objects: number }>();
  for (const { apiVersion, kind } of all) {
    const known = counts.get(`${apiVersion} ${kind}`);
    if (known !== undefined) known.objects += 1;
    else counts.set(`${apiVersion} ${kind}`, { apiVersion, kind, objects: 1 });
  }
  return [...counts.values()].filter(({ apiVersion, kind }) => kindShape(`${groupOf(apiVersion)}/${kind}`) === undefined).sort((a, b) => ordinal(a.kind, b.kind));
}
