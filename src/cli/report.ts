import { writeFileSync } from 'node:fs';
import { COST_HELP, COST_OPTIONS, costQuestionOf } from './cost-options';
import { COMMON_HELP, manifestsIn, optionsOf, word } from './options';
import { UsageError } from './usage-error';
import { analyze } from '../analysis/analyze';
import type { Manifests } from '../manifests/manifests';
import { formatControlMap } from '../report/control-map-markdown';
import { controlMap } from '../report/controls/control-map';
import type { CostQuestion } from '../report/cost';
import { graphOf } from '../report/graph';
import { formatMermaid } from '../report/mermaid';
import { formatPage } from '../report/page/page';

export const HELP = `Usage: cdk8s-istio report [options] <file or folder or ->...

Draws the mesh: services, calls, gateways, weights, findings and who may call what, as a page of one file that needs no network.

      --out <file>                      where to write it (what is printed otherwise)
      --title <text>                    what the page is called (Service mesh)
${COST_HELP}  -o, --format <html|mermaid|controls>  the page, a graph for wikis and pull requests, or a map of PCI DSS as Markdown (html)
${COMMON_HELP}
Exits with 0, and with 2 if it was called wrongly.
`;

const FORMATS = {
  html: (manifests: Manifests, title: string, cost: CostQuestion) => formatPage(manifests, analyze(manifests), { title, cost }),
  controls: (manifests: Manifests) => formatControlMap(controlMap(manifests)),
  mermaid: (manifests: Manifests) => formatMermaid(graphOf(manifests)),
} as const;

export function run(args: readonly string[], print: (text: string) => void): number {
  const { values, positionals } = optionsOf(args, {
    ...COST_OPTIONS, format: { type: 'string', short: 'o', default: 'html' }, out: { type: 'string' }, title: { type: 'string', default: 'Service mesh' },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const format = word('--format', values.format, Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
  if (positionals.length === 0) throw new UsageError('name the files to read, or - for what comes by pipe');
  const text = FORMATS[format](manifestsIn(positionals, values), values.title, costQuestionOf(values));
  if (values.out === undefined) {
    print(text);
    return 0;
  }
  try {
    writeFileSync(values.out, text);
  } catch (error) {
    throw new UsageError(`${values.out} cannot be written: ${(error as Error).message}`);
  }
  print(`wrote ${values.out}\n`);
  return 0;
}
