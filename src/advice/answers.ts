import { CIRCUMSTANCES, QUESTIONS, SIGNALS } from './guidance';
import { isFields } from '../support/fields';

/** Keys of what is answered with yes or no. */
export type AnswerKey = typeof QUESTIONS[number]['key'] | typeof SIGNALS[number]['key'] | typeof CIRCUMSTANCES[number]['key'];

/** What somebody answers about a company and its services. */
export interface Answers extends Readonly<Record<AnswerKey, boolean>> {
  readonly services: number;
  /** Unsaid, a pod more than one for each service is counted. */
  readonly pods?: number;
  readonly nodes?: number;
  readonly requestsPerSecond?: number;
}

export interface NumberAsked {
  readonly key: 'services' | 'pods' | 'nodes' | 'requestsPerSecond';
  readonly text: string;
  readonly least: number;
  readonly most: number;
  readonly isOptional: boolean;
}

export const NUMBERS: readonly NumberAsked[] = [
  { key: 'services', text: 'How many services are there?', least: 1, most: 100_000, isOptional: false },
  { key: 'pods', text: 'How many pods do they have?', least: 1, most: 1_000_000, isOptional: true },
  { key: 'nodes', text: 'How many nodes does the cluster have?', least: 1, most: 15_000, isOptional: true },
  { key: 'requestsPerSecond', text: 'How often do services call each other, in a second, all of them together?', least: 0, most: 1_000_000_000, isOptional: true },
];

/** All that is asked with yes or no, in the order in which it is asked. */
export const YES_OR_NO = [...QUESTIONS, ...SIGNALS, ...CIRCUMSTANCES] as const;

export interface WrongAnswer {
  readonly key: string;
  readonly problem: string;
}

/** The answers, or all that is wrong with them. Nothing is assumed of what decides: it must be answered. */
export function readAnswers(value: unknown): Answers | readonly WrongAnswer[] {
  if (!isFields(value)) return [{ key: '', problem: 'must be a map of answers by their keys' }];
  const known = new Set<string>([...NUMBERS, ...YES_OR_NO].map(({ key }) => key));
  const wrong = [
    ...Object.keys(value).filter((key) => !known.has(key)).map((key) => ({ key, problem: `is no question; there are ${[...known].join(', ')}` })),
    ...NUMBERS.flatMap((asked) => wrongNumber(asked, value[asked.key])),
    ...YES_OR_NO.flatMap(({ key, text }) => (typeof value[key] === 'boolean' ? [] : [{ key, problem: wrongWord(text, value[key]) }])),
    ...(contradicts(value) ? [{ key: 'nobodyOperates', problem: CONTRADICTION }] : []),
  ];
  if (wrong.length > 0) return wrong;
  return Object.fromEntries(Object.entries(value).filter(([, answer]) => answer !== null)) as unknown as Answers;
}

export const CONTRADICTION = 'contradicts operationsTeam: either operations are somebody’s work, or nobody is in charge of them';

/** Whether two answers cannot both be meant. */
export function contradicts(given: Partial<Record<AnswerKey, unknown>>): boolean {
  return given.operationsTeam === true && given.nobodyOperates === true;
}

function wrongWord(text: string, value: unknown): string {
  return value === undefined || value === null ? `is not answered: ${text}` : `must be yes or no, not ${JSON.stringify(value)}: ${text}`;
}

function wrongNumber(asked: NumberAsked, value: unknown): WrongAnswer[] {
  const { key, text, least, most, isOptional } = asked;
  if (value === undefined || value === null) return isOptional ? [] : [{ key, problem: `is not answered: ${text}` }];
  return isNumberFor(asked, value) ? [] : [{ key, problem: `must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}: ${text}` }];
}

export function isNumberFor({ least, most }: NumberAsked, value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
