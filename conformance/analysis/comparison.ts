import { NOT_SAID } from './differences';
import type { Judged, Verdict } from './judgement';
import { analyze } from '../../src/analysis/analyze';
import type { Finding } from '../../src/analysis/finding';
import { RULES } from '../../src/analysis/registry';
import { titleOf } from '../../src/manifests/manifest';
import { DEFAULT_SURROUNDINGS } from '../../src/manifests/surroundings';
import { readManifests } from '../../src/manifests/text-reader';
import type { KubeObject } from '../mesh/kube';

/** What Istio says and we do not, or the other way round. */
export interface Difference {
  readonly input: string;
  readonly code: string;
  readonly about: string;
  readonly text: string;
}

export interface Compared {
  /** Messages of Istio that one of our rules says it corresponds to. */
  readonly shared: number;
  /** Those of them that we do not find. */
  readonly missed: readonly Difference[];
  /** Messages that none of our rules corresponds to. */
  readonly unknown: readonly Difference[];
  /** What we find of inputs that Istio takes as they are. */
  readonly stricter: readonly Difference[];
  readonly accepted: number;
}

const CODES = new Set(RULES.flatMap(({ upstream }) => upstream));

export function compare({ isolated, verdicts }: Judged): Compared {
  const { name } = isolated.input;
  const text = isolated.objects.map((object) => JSON.stringify(object)).join('\n---\n');
  // nothing else is in that cluster
  const { findings } = analyze(readManifests(text, { ...DEFAULT_SURROUNDINGS, complete: true, today: '2026-06-01' }));
  const said = verdicts.filter((verdict) => isCounted(verdict));
  const missed = said.filter((verdict) => !findings.some((finding) => says(finding, verdict)) && !isListed(isolated.objects, findings, verdict));
  const isAccepted = !verdicts.some(({ level }) => level !== 'Info');
  return {
    shared: said.length,
    missed: missed.map(({ code, about, text: sentence }) => ({ input: name, code, about, text: sentence })),
    unknown: verdicts.filter((verdict) => verdict.code.startsWith('IST') && !isCounted(verdict)).map(({ code, about, text: sentence }) => ({ input: name, code, about, text: sentence })),
    stricter: isAccepted ? findings.filter(({ severity }) => severity !== 'info').map(({ code, object, message }) => ({ input: name, code, about: titleOf(object), text: message })) : [],
    accepted: Number(isAccepted),
  };
}

function isCounted({ code }: Verdict): boolean {
  return code === 'refused' || code === 'invalid' || code === 'doubted' || CODES.has(code);
}

/** Messages about pods are about what makes them. */
function isAbout({ object }: Finding, { about }: Verdict): boolean {
  if (titleOf(object) === about) return true;
  const [, pod] = /^Pod (.*)$/.exec(about) ?? [];
  return pod !== undefined && pod.startsWith(`${object.namespace}/${object.name}-`);
}

function says(finding: Finding, verdict: Verdict): boolean {
  const { severity, upstream } = finding;
  if (!isAbout(finding, verdict)) return false;
  switch (verdict.code) {
    case 'refused': return severity === 'error';
    // istioctl analyze has codes of their own for some of what istioctl validate says
    case 'invalid': return ['IST0106', 'IST0118'].some((same) => upstream.includes(same));
    case 'doubted': return ['IST0133', 'IST0118', 'IST0130', 'IST0131'].some((same) => upstream.includes(same));
    default: return upstream.includes(verdict.code);
  }
}

function isListed(objects: readonly KubeObject[], findings: readonly Finding[], verdict: Verdict): boolean {
  return NOT_SAID.some(({ code, text, instead, of }) => code === verdict.code && text.test(verdict.text) && of?.(objects) !== false
    && (instead === undefined || findings.some((finding) => instead.includes(finding.code) && isAbout(finding, verdict))));
}
