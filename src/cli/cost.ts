import { COMMON_HELP, optionsOf, wholeManifestsIn, word } from './options';
import { UsageError } from './usage-error';
import { costOf } from '../report/cost';
import { formatCostJson, formatCostText } from '../report/cost-text';

export const HELP = `Usage: cdk8s-istio cost [options] <file or folder or ->...

Estimates what the proxies of a mesh take: sidecars, ambient mode, and an Ingress alone, by what Istio reserves, by what it has measured,
and by what a guide says. Pods are counted by their replicas and autoscalers.

      --nodes <number>                  nodes of the cluster (3, or as many as the pods need)
      --requests <number>               calls between services a second, all of them together (1000)
  -o, --format <text|json>              what to print (text)
${COMMON_HELP}
Exits with 0, and with 2 if it was called wrongly or an object cannot be read.
`;

const FORMATS = { text: formatCostText, json: formatCostJson } as const;

export function run(args: readonly string[], print: (text: string) => void): number {
  const { values, positionals } = optionsOf(args, { format: { type: 'string', short: 'o', default: 'text' }, nodes: { type: 'string' }, requests: { type: 'string' } });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const format = word('--format', values.format, Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
  const question = { nodes: wholeNumber('--nodes', values.nodes, 1, 15_000), requestsPerSecond: wholeNumber('--requests', values.requests, 0, 1_000_000_000) };
  if (positionals.length === 0) throw new UsageError('name the files to read, or - for what comes by pipe');
  print(FORMATS[format](costOf(wholeManifestsIn(positionals, values), question)));
  return 0;
}

function wholeNumber(option: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,12}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${option} must be a whole number from ${least} to ${most}, not ${value}`);
}
