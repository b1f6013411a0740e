import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, readFiles, STDIN, textOf } from './input-files';
import { COMMON_HELP, optionsOf, word } from './options';
import { readContext } from './read-context';
import { UsageError } from './usage-error';
import { analyze } from '../analysis/analyze';
import type { Analysis } from '../analysis/analyze';
import type { Finding, Severity } from '../analysis/finding';
import { RULES } from '../analysis/registry';
import { FieldLines } from '../manifests/field-line';
import { formatJson } from '../report/json';
import type { PlaceOf } from '../report/placed-finding';
import { formatSarif } from '../report/sarif';
import { formatText } from '../report/text';

export const HELP = `Usage: cdk8s-istio analyze [options] <file or folder or ->...

Looks for mistakes in manifests of Kubernetes and Istio: YAML or JSON, written by whatever.

  -o, --format <text|json|sarif>        what to print (text)
      --fail-on <error|warning|info>    the least that makes it exit with 1 (error)
${COMMON_HELP}      --today <YYYY-MM-DD>              the day by which acknowledgements are over (today)

Exits with 0 if nothing of that severity is found, with 1 if something is, and with 2 if it was called wrongly.
`;

const FORMATS = ['text', 'json', 'sarif'] as const;
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

export function run(args: readonly string[], print: (text: string) => void): number {
  const { values, positionals } = optionsOf(args, {
    'format': { type: 'string', short: 'o', default: 'text' },
    'fail-on': { type: 'string', default: 'error' },
    'today': { type: 'string' },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const format = word('--format', values.format, FORMATS);
  const failOn = word('--fail-on', values['fail-on'], SEVERITIES);
  if (positionals.length === 0) throw new UsageError('name the files to analyze, or - for what comes by pipe');
  const today = values.today ?? new Date().toISOString().slice(0, 10);
  if (!/^\d{4}-\d\d-\d\d$/.test(today)) throw new UsageError(`--today must be a day like 2026-11-21, not ${today}`);
  const surroundings = { ...readContext(values.context), today };
  const analysis = analyze(readFiles(filesOf(positionals), values.namespace, surroundings));
  print(formatted(analysis, format));
  return analysis.findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn)) ? 1 : 0;
}

function formatted(analysis: Analysis, format: typeof FORMATS[number]): string {
  const placeOf = placesInFiles();
  switch (format) {
    case 'text': return formatText(analysis, placeOf);
    case 'json': return formatJson(analysis, placeOf);
    case 'sarif': return formatSarif(analysis, placeOf, RULES, versionOfPackage());
  }
}

function versionOfPackage(): string {
  const file = join(__dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Files are read again where a line is asked for: keeping all of them would cost more. */
function placesInFiles(): PlaceOf {
  const files = new Map<string, FieldLines>();
  return ({ origin, path }: Finding) => {
    if (origin === undefined) return {};
    const { source, line } = origin;
    if (origin.document === undefined || source === 'stdin') return { file: source, line };
    const known = files.get(source) ?? new FieldLines(textOf(source === STDIN ? STDIN : source));
    files.set(source, known);
    return { file: source, line: known.lineOf(origin, path) };
  };
}
