import { writeFileSync } from 'node:fs';
import { answersIn, answersText } from './answers-file';
import { parsed, word } from './options';
import { askForAnswers } from './prompt';
import { UsageError } from './usage-error';
import { advise } from '../advice/advise';
import type { Answers } from '../advice/answers';
import { formatAdviceJson, formatAdviceText } from '../report/advice-text';

export const HELP = `Usage: cdk8s-istio advise [options] [<file or ->]

Says whether a service mesh is worth it, which way in, which proxies, and what it takes: by the answers of a file of YAML or JSON, or of
whoever sits at the terminal.

      --template                        prints a file to answer in
      --save <file>                     writes the answers that were given at the terminal into a file
  -o, --format <text|json>              what to print (text)
  -h, --help

Exits with 0 if a mesh is worth considering, with 1 if not, or not now, and with 2 if it was called wrongly or an answer is missing.
`;

const FORMATS = { text: formatAdviceText, json: formatAdviceJson } as const;

export function run(args: readonly string[], print: (text: string) => void, input: NodeJS.ReadableStream = process.stdin): number | Promise<number> {
  const { values, positionals } = parsed(args, {
    template: { type: 'boolean', default: false }, save: { type: 'string' }, format: { type: 'string', short: 'o', default: 'text' }, help: { type: 'boolean', short: 'h' },
  });
  if (values.help || values.template) {
    print(values.help ? HELP : answersText());
    return 0;
  }
  const format = word('--format', values.format, Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
  if (positionals.length > 1) throw new UsageError(`name one file of answers, not ${positionals.length}`);
  if (positionals.length === 1) {
    if (values.save !== undefined) throw new UsageError('--save is for answers that are given at the terminal');
    return tell(answersIn(positionals[0]), format, print);
  }
  // what is printed must be nothing but JSON, where JSON is asked for
  const say = format === 'json' ? (text: string) => { process.stderr.write(text); } : print;
  return askForAnswers(input, say).then((answers) => {
    if (values.save !== undefined) save(values.save, answers);
    return tell(answers, format, print);
  });
}

function tell(answers: Answers, format: keyof typeof FORMATS, print: (text: string) => void): number {
  const advice = advise(answers);
  print(FORMATS[format](advice, answers));
  return advice.verdict === 'candidate' ? 0 : 1;
}

function save(file: string, answers: Answers): void {
  try {
    writeFileSync(file, answersText(answers));
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${(error as Error).message}`);
  }
}
