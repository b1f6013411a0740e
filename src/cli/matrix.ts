import { COMMON_HELP, optionsOf, wholeManifestsIn, word } from './options';
import { UsageError } from './usage-error';
import { accessMatrix } from '../report/access-matrix';
import { formatMatrixCsv } from '../report/matrix-csv';
import { formatMatrixJson } from '../report/matrix-json';
import { formatMatrixMarkdown } from '../report/matrix-markdown';
import { formatMatrixText } from '../report/matrix-text';

export const HELP = `Usage: cdk8s-istio matrix [options] <file or folder or ->...

Tells who may call what, by the policies, Sidecars and modes of mutual TLS among the manifests.

  -o, --format <text|markdown|csv|json> what to print (text)
${COMMON_HELP}
Exits with 0, and with 2 if it was called wrongly or an object cannot be read.
`;

const FORMATS = { text: formatMatrixText, markdown: formatMatrixMarkdown, csv: formatMatrixCsv, json: formatMatrixJson } as const;

export function run(args: readonly string[], print: (text: string) => void): number {
  const { values, positionals } = optionsOf(args, { format: { type: 'string', short: 'o', default: 'text' } });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const format = word('--format', values.format, Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
  if (positionals.length === 0) throw new UsageError('name the files to read, or - for what comes by pipe');
  print(FORMATS[format](accessMatrix(wholeManifestsIn(positionals, values))));
  return 0;
}
