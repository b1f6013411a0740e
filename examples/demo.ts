/* eslint-disable no-console */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join, relative } from 'path';
import { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { describeCaller, describeOperation } from '../scripts/call-table';
import { pageScript } from '../scripts/page-script';
import { analyze } from '../src/analysis/analyze';
import { FalcoRules, MeshConfig, MeshConfigFormat } from '../src/constructs';
import { surroundingsOf } from '../src/constructs/analysis/mesh-context';
import { bookOf } from '../src/constructs/book';
import { TextReader } from '../src/manifests/text-reader';
import { accessMatrix } from '../src/report/access-matrix';
import { formatControlMap } from '../src/report/control-map-markdown';
import { controlMap } from '../src/report/controls/control-map';
import { graphOf } from '../src/report/graph';
import { formatMatrixMarkdown } from '../src/report/matrix-markdown';
import { formatMermaid } from '../src/report/mermaid';
import { formatPage } from '../src/report/page/page';
import { judge } from '../test/testing/synth';

/** `npm run demo -- paymentpro`; the shop unless told otherwise. */
const NAME = process.argv[2] ?? 'ecommerce';
const OUT = join(__dirname, '..', 'out', NAME);

const known = readdirSync(__dirname).filter((name) => existsSync(join(__dirname, name, 'main.ts')));
if (!known.includes(NAME)) {
  console.error(`no example is called ${NAME}; there are ${known.join(', ')}`);
  process.exit(2);
}
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { build } = require(join(__dirname, NAME, 'main.ts')) as { build: (app: App) => void };

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const app = new App({ outdir: OUT });
build(app);
app.synth();

const files = app.charts.map((chart) => join(OUT, `${chart.node.id}.k8s.yaml`));
// what was written is read back: the judges see what you would apply
const objects = files.flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS()));
const findings = judge(objects);
const { model } = bookOf(app);
const values = {
  istiod: MeshConfig.of(app).toText(MeshConfigFormat.HELM_VALUES),
  falco: app.node.findAll().find((construct) => construct instanceof FalcoRules)?.helmValues ?? '',
};
const reports = [...writeReports(), ...writeValues()];

console.log(`wrote ${[...files, ...reports].map((file) => relative(process.cwd(), file)).join(', ')}\n`);

console.log('services');
for (const service of model.services.values()) {
  const versions = service.versions.map((version) => version.name).join(', ');
  console.log(`  ${service.key.padEnd(36)} ${service.ports.map((port) => `${port.protocol}:${port.number}`).join(' ').padEnd(22)} ${versions}`);
}

console.log('\ncalls');
for (const service of model.services.values()) {
  for (const { caller, callee, operation } of model.callsTo(service.key)) {
    console.log(`  ${describeCaller(caller)} → ${callee}:${operation.ports.map((port) => port.number).join(',')} ${describeOperation(operation).replaceAll('`', '')}`);
  }
}

console.log('\nobjects');
for (const [kind, count] of counted(objects.map((object) => object.kind))) console.log(`  ${String(count).padStart(3)} ${kind}`);
console.log(`  ${String(objects.length).padStart(3)} in all`);

console.log(`\nfindings of the CRD schemas, the Kubernetes schemas and the webhook's rules: ${findings.length}`);
for (const finding of findings) console.log(`  ${finding}`);

console.log(`
next${values.istiod === '' ? '' : `
  helm upgrade istiod istio/istiod -n istio-system --reuse-values -f ${relative(process.cwd(), valuesOf('istiod'))}   (docs/mesh-config.md: before anything else)`}${values.falco === '' ? '' : `
  helm upgrade falco falcosecurity/falco -n falco --reuse-values -f ${relative(process.cwd(), valuesOf('falco'))}   (docs/falco.md)`}
  kubectl apply --server-side -f ${relative(process.cwd(), OUT)}   ${existsSync(join(__dirname, '..', 'docs', `${NAME}.md`)) ? `(docs/${NAME}.md tells what must be there before)` : ''}
  open ${relative(process.cwd(), join(OUT, 'report.html'))}   (docs/report.md tells what it shows)
  change examples/${NAME}/main.ts and run this again
  npm test`);
process.exitCode = findings.length > 0 ? 1 : 0;

/** What the manifests mean, beside them. */
function writeReports(): string[] {
  const reader = new TextReader();
  for (const file of files) reader.addText(readFileSync(file, 'utf8'), relative(process.cwd(), file));
  const manifests = reader.manifests(surroundingsOf(bookOf(app), undefined));
  const controls = controlMap(manifests);
  const texts = {
    'report.html': formatPage(manifests, analyze(manifests), { title: NAME, program: pageScript() }),
    'matrix.md': formatMatrixMarkdown(accessMatrix(manifests)),
    'graph.mmd': formatMermaid(graphOf(manifests)),
    // without services that say what they work with, nothing can be told
    ...controls.services.length === 0 ? {} : { 'controls.md': formatControlMap(controls) },
  };
  return Object.entries(texts).map(([name, text]) => {
    writeFileSync(join(OUT, name), text);
    return join(OUT, name);
  });
}

/** What Helm is told. */
function writeValues(): string[] {
  return Object.entries(values).filter(([, text]) => text !== '').map(([chart, text]) => {
    writeFileSync(valuesOf(chart), text);
    return valuesOf(chart);
  });
}

/** Not called .yaml: it is no manifest, and would be refused with them. */
function valuesOf(chart: string): string {
  return join(OUT, `${chart}.values`);
}

function counted(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
