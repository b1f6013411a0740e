import type { Heard, Repeated } from './load';

/** A question, and what may come of it before a change begins and once it has settled; in between either, and never anything else. */
export interface Expected extends Repeated {
  readonly before: readonly string[];
  /** As before unless told. */
  readonly after?: readonly string[];
  /** What else may come in between; each with its reason beside it. */
  readonly meanwhile?: readonly string[];
}

/** When a change began and when it had settled. */
export interface Times {
  readonly begun: number;
  readonly settled: number;
}

/** Answers of one question that should not have been. */
export interface Complaint {
  readonly name: string;
  readonly when: 'before' | 'meanwhile' | 'after';
  readonly outcome: string;
  readonly expected: readonly string[];
  readonly ids: readonly string[];
}

/** So many answers of each question before and after make sure that both were looked at. */
export const ENOUGH = 5;

/** Judges every answer. A question that was hardly asked is a complaint of its own. */
export function judge(expectations: readonly Expected[], heard: readonly Heard[], times: Times): Complaint[] {
  return expectations.flatMap((expected) => judgeOne(expected, heard.filter(({ name }) => name === expected.name), times));
}

function judgeOne(expected: Expected, heard: readonly Heard[], { begun, settled }: Times): Complaint[] {
  const { name, before, after = before, meanwhile = [] } = expected;
  const phases = [
    { when: 'before', allowed: before, answers: heard.filter(({ answered }) => answered < begun), least: ENOUGH },
    { when: 'meanwhile', allowed: [...new Set([...before, ...after, ...meanwhile])], answers: heard.filter(({ asked, answered }) => answered >= begun && asked < settled), least: 0 },
    { when: 'after', allowed: after, answers: heard.filter(({ asked }) => asked >= settled), least: ENOUGH },
  ] as const;
  return phases.flatMap(({ when, allowed, answers, least }) => {
    const wrong = new Map<string, string[]>();
    for (const { outcome, id } of answers) {
      if (!allowed.includes(outcome)) wrong.set(outcome, [...(wrong.get(outcome) ?? []), id]);
    }
    const complaints: Complaint[] = [...wrong].map(([outcome, ids]) => ({ name, when, outcome, expected: allowed, ids }));
    return answers.length >= least ? complaints : [...complaints, { name, when, outcome: `${answers.length} answers only`, expected: allowed, ids: [] }];
  });
}

export function text({ name, when, outcome, expected, ids }: Complaint): string {
  return `${name}, ${when}: ${ids.length} × ${outcome}, expected ${expected.join(' or ')}`;
}
