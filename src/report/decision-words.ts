import { type ObjectId, titleOf } from '../manifests/manifest';
import type { Decision, Outcome, Step } from '../simulation/decision';

/** The short answer to whether a request gets there. */
export interface Verdict {
  readonly answer: 'yes' | 'no' | 'part' | 'unknown';
  readonly words: string;
}

export function verdictOf({ outcomes }: Decision): Verdict {
  const arrives = outcomes.filter(({ by }) => by === 'application' || by === 'outside').reduce((sum, { share }) => sum + share, 0);
  const isUnknown = outcomes.some(({ by }) => by === 'unknown');
  if (arrives > 99.99) return { answer: 'yes', words: 'Yes.' };
  if (arrives > 0) return { answer: 'part', words: `In ${rounded(arrives)} % of the requests.` };
  return isUnknown ? { answer: 'unknown', words: 'Not known.' } : { answer: 'no', words: 'No.' };
}

/** `100 %: reaches shop/orders-v1 (v1): allowed by AuthorizationPolicy …` */
export function outcomeWords(outcome: Outcome): string {
  return `${rounded(outcome.share)} %: ${whoAnswers(outcome)}: ${withObject(outcome.reason, outcome.object, outcome.path)}`;
}

function whoAnswers({ by, status, workload, cluster, location }: Outcome): string {
  switch (by) {
    case 'application': return `reaches ${workload === undefined ? 'the application' : `${workload.namespace}/${workload.name}`}${cluster?.subset === undefined ? '' : ` (${cluster.subset})`}`;
    case 'outside': return 'leaves the mesh';
    case 'nobody': return 'the connection ends';
    case 'unknown': return 'not known';
    case 'proxy': return `answered with ${status}${location === undefined ? '' : ` to ${location}`}`;
  }
}

export function stepWords({ verdict, object, path }: Step): string {
  return withObject(verdict, object, path);
}

/** What decided is named once. */
function withObject(words: string, object: ObjectId | undefined, path: string | undefined): string {
  if (object === undefined || words.includes(titleOf(object))) return words;
  return `${words} [${titleOf(object)}${path === undefined || path === '' ? '' : `, ${path}`}]`;
}

function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}
