import { createInterface } from 'node:readline';
import { UsageError } from './usage-error';
import { type Answers, contradicts, CONTRADICTION, isNumberFor, NUMBERS, type NumberAsked, readAnswers, YES_OR_NO } from '../advice/answers';
import { CIRCUMSTANCES, QUESTIONS, SIGNALS } from '../advice/guidance';

type Given = Record<string, boolean | number>;
type Ask = (question: string) => Promise<string>;

const WORDS: Readonly<Record<string, boolean>> = { y: true, yes: true, n: false, no: false };
/** Said before the first of each kind. */
const TITLES: Readonly<Record<string, string>> = {
  [QUESTIONS[0].key]: 'Each yes is a reason for a mesh.',
  [SIGNALS[0].key]: 'Each yes is a reason to wait.',
  [CIRCUMSTANCES[0].key]: 'These decide which mesh it is.',
};

/** Asks one after the other. What is no answer is asked again; the end of the input before the last answer is an error. */
export async function askForAnswers(input: NodeJS.ReadableStream, say: (text: string) => void): Promise<Answers> {
  const lines = createInterface({ input });
  const next = lines[Symbol.asyncIterator]();
  const ask: Ask = async (question) => {
    say(question);
    const { value, done } = await next.next() as IteratorResult<string, undefined>;
    if (done === true) throw new UsageError('the answers ended before the last question; `cdk8s-istio advise --template` prints a file to answer in');
    return value.trim();
  };
  try {
    return await askAll(ask, say);
  } finally {
    lines.close();
  }
}

async function askAll(ask: Ask, say: (text: string) => void): Promise<Answers> {
  const given: Given = {};
  const [services, ...optional] = NUMBERS;
  given.services = (await askNumber(ask, services))!;
  for (const { key, text } of YES_OR_NO) {
    if (TITLES[key] !== undefined) say(`\n${TITLES[key]}\n`);
    do {
      if (given[key] !== undefined) say(`  ${CONTRADICTION}\n`);
      given[key] = await askWord(ask, text);
    } while (contradicts(given));
  }
  say('\nEnter alone, where nobody knows.\n');
  for (const asked of optional) {
    const number = await askNumber(ask, asked);
    if (number !== undefined) given[asked.key] = number;
  }
  say('\n');
  return readAnswers(given) as Answers;
}

async function askWord(ask: Ask, text: string): Promise<boolean> {
  for (let hint = ''; ; hint = '  yes or no: ') {
    const answer = WORDS[(await ask(hint === '' ? `${text} (yes/no) ` : hint)).toLowerCase()];
    if (answer !== undefined) return answer;
  }
}

async function askNumber(ask: Ask, asked: NumberAsked): Promise<number | undefined> {
  const { text, least, most, isOptional } = asked;
  for (let question = `${text} `; ; question = `  a whole number from ${least} to ${most}: `) {
    const answer = await ask(question);
    if (answer === '' && isOptional) return undefined;
    const number = /^\d+$/.test(answer) ? Number(answer) : NaN;
    if (isNumberFor(asked, number)) return number;
  }
}
