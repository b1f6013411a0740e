import { type AnswerKey, type Answers, YES_OR_NO } from '../../src/advice/answers';

/** Answers in which only these are yes. */
export function answers(services: number, yes: readonly AnswerKey[] = [], numbers: Pick<Answers, 'pods' | 'nodes' | 'requestsPerSecond'> = {}): Answers {
  const words = Object.fromEntries(YES_OR_NO.map(({ key }) => [key, yes.includes(key)])) as Record<AnswerKey, boolean>;
  return { services, ...words, ...numbers };
}
