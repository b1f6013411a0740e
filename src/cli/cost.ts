import { COST_HELP, COST_OPTIONS, costQuestionOf } from './cost-options';
import { COMMON_HELP, optionsOf, wholeManifestsIn, word } from './options';
import { UsageError } from './usage-error';
import { costOf } from '../report/cost';
import { formatCostJson, formatCostText } from '../report/cost-text';

export const HELP = `Usage: cdk8s-istio cost [options] <file or folder or ->...

Estimates what the proxies of a mesh take: sidecars, ambient mode, and an Ingress alone, by what Istio reserves, by what it has measured,
and by what a guide says. Pods are counted by their replicas and autoscalers.

${COST_HELP}  -o, --format <text|json>              what to print (text)
${COMMON_HELP}
Exits with 0, and with 2 if it was called wrongly or an object cannot be read.
`;

const FORMATS = { text: formatCostText, json: formatCostJson } as const;

export function run(args: readonly string[], print: (text: string) => void): number {
  const { values, positionals } = optionsOf(args, { ...COST_OPTIONS, format: { type: 'string', short: 'o', default: 'text' } });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const format = word('--format', values.format, Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
  const question = costQuestionOf(values);
  if (positionals.length === 0) throw new UsageError('name the files to read, or - for what comes by pipe');
  print(FORMATS[format](costOf(wholeManifestsIn(positionals, values), question)));
  return 0;
}
