import { COMMON_HELP, optionsOf, wholeManifestsIn, word } from './options';
import { UsageError } from './usage-error';
import { difference } from '../report/difference';
import { formatDifferenceJson, formatDifferenceMarkdown, formatDifferenceText } from '../report/difference-text';

export const HELP = `Usage: cdk8s-istio diff [options] <before> <after>

Tells what another state of the manifests means: who gained or lost which access, which routes and weights changed, and what protects
more or less than before. Both are files or folders.

  -o, --format <text|markdown|json>     what to print (text)
      --report-only                     exits with 0 also where access is wider
${COMMON_HELP}
Exits with 0 if access is no wider than before, with 1 if somebody gained access or something protects less, and with 2 if it was called
wrongly or an object cannot be read.
`;

const FORMATS = { text: formatDifferenceText, markdown: formatDifferenceMarkdown, json: formatDifferenceJson } as const;

export function run(args: readonly string[], print: (text: string) => void): number {
  const { values, positionals } = optionsOf(args, { 'format': { type: 'string', short: 'o', default: 'text' }, 'report-only': { type: 'boolean', default: false } });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const format = word('--format', values.format, Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
  if (positionals.length !== 2) throw new UsageError(`name two states of the manifests, before and after, not ${positionals.length}`);
  const [before, after] = positionals.map((path) => wholeManifestsIn([path], values));
  const changes = difference(before, after);
  print(FORMATS[format](changes));
  return changes.widens && !values['report-only'] ? 1 : 0;
}
