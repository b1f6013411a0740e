/* eslint-disable no-console */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { byHand } from './by-hand';
import { exponent, median, ratio, rounds } from './compare';
import { comparePaymentPro } from './payment-pro';
import { digest, LIBRARY, objectsIn, run, runCommand, translate, WORK, written } from './run';
import type { Loading } from './subjects/loading';
import type { Sample } from './subjects/measured';
import { nameOf, type Shop, SHOP } from './subjects/shop';
import { judged, printTable } from './table';
import { canonical } from '../src/support/compare';

const QUICK = process.argv.includes('--quick');

/** How many services, and how often each is measured. The largest takes long, so that it is measured less. */
const SIZES: readonly (readonly [services: number, rounds: number])[] = QUICK
  ? [[10, 5], [100, 5], [1000, 5]]
  : [[10, 15], [100, 9], [1000, 9], [4000, 5]];
const KUSTOMIZE_SIZES: readonly (readonly [services: number, rounds: number])[] = QUICK ? [[10, 5], [100, 5]] : [[10, 7], [100, 5], [300, 5]];
const ROUNDS = QUICK ? 5 : 7;

const cpu = (sample: Sample) => sample.cpuMs;
const wall = (sample: Sample) => sample.wallMs;
const wholeCpu = (sample: Sample) => sample.processCpuMs;
const peak = (sample: Sample) => sample.peakMiB;

main();

function main(): void {
  checkLibrary();
  translate();
  printMachine();
  compareWithOthers();
  compareKustomize();
  compareGrowth();
  printTable(comparePaymentPro(ROUNDS));
  compareCharts();
  compareCalls();
  compareAnalysis();
  measureSimulation();
  compareWithIstioctl();
  measureLoading();
}

function checkLibrary(): void {
  if (!existsSync(LIBRARY)) {
    console.error('There is no compiled library to measure. Run `npx projen compile` first.');
    process.exit(2);
  }
  const root = join(__dirname, '..');
  const stale = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => {
    const compiled = join(root, 'lib', 'src', file.replace(/\.ts$/, '.js'));
    return file.endsWith('.ts') && (!existsSync(compiled) || statSync(compiled).mtimeMs < statSync(join(root, 'src', file)).mtimeMs);
  });
  if (stale.length === 0) return;
  console.log(`STALE: lib/ is older than ${stale.slice(0, 3).map((file) => `src/${file}`).join(', ')}${stale.length > 3 ? ` and ${stale.length - 3} more files` : ''}. This measures the old code; \`npx projen compile\` makes the new.\n`);
}

function printMachine(): void {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'node_modules', 'cdk8s', 'package.json'), 'utf8'));
  console.log(`cdk8s ${version}, Node ${process.versions.node}, ${cpus().length} x ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)} when it began`);
  console.log('Each run is a process of its own, in turn; ratios are medians of the ratios of neighbouring runs.');
  console.log('CPU: user and system, of declaring and synthesizing, modules loaded. Memory: the peak of the process.\n');
}

function library(shop: Partial<Shop>, tag: string): { readonly run: () => Sample; readonly out: string } {
  const out = join(WORK, tag);
  return { out, run: () => run('library', { library: LIBRARY, out, shop: { ...SHOP, ...shop } }) };
}

function namesOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => nameOf(index));
}

/** Equal or nothing is measured. */
function prove(equal: boolean, what: string): void {
  if (equal) return;
  console.error(`UNEQUAL: ${what}. Nothing that makes something else can be compared.`);
  process.exit(1);
}

/** A program by hand that makes what the library makes in a stage. */
function programFor(stage: Shop['stage']): string {
  const sample = library({ services: 10, stage }, `sample-${stage}`);
  sample.run();
  const program = join(WORK, `by-hand-${stage}.js`);
  writeFileSync(program, byHand(objectsIn(join(sample.out, 'shop.k8s.yaml'))));
  return program;
}

/** The library, raw cdk8s and yaml alone on the same objects, proven to write the same bytes. */
function peers(services: number, stage: Shop['stage'], program: string): Record<'library' | 'raw' | 'yaml', () => Sample> {
  const ours = library({ services, stage }, 'library');
  const by = (subject: string) => {
    const out = join(WORK, subject);
    return { out, run: () => run(subject, { program, out, names: namesOf(services) }) };
  };
  const others = { raw: by('raw'), yaml: by('yaml-alone') };
  ours.run();
  const expected = digest(written(ours.out));
  for (const [name, other] of Object.entries(others)) {
    other.run();
    prove(digest(written(other.out)) === expected, `${name} writes other bytes than the library for ${services} services`);
  }
  return { library: ours.run, raw: others.raw.run, yaml: others.yaml.run };
}

function compareWithOthers(): void {
  const rows = [['one chart', 'services', 'objects', 'library', 'raw cdk8s', 'library / raw: CPU', 'time', 'whole process', 'memory', 'library / yaml alone: CPU', 'rounds']];
  const compare = (what: string, services: number, count: number, stage: Shop['stage'], program: string) => {
    const samples = rounds(count, peers(services, stage, program));
    const judge = services === 1000;
    rows.push([
      what, String(services), String(written(join(WORK, 'library')).split('---\n').length),
      `${median(samples.library.map(cpu)).toFixed(0)} ms ${median(samples.library.map(peak)).toFixed(0)} MiB`,
      `${median(samples.raw.map(cpu)).toFixed(0)} ms ${median(samples.raw.map(peak)).toFixed(0)} MiB`,
      judged({ value: ratio(samples.library, samples.raw, cpu), target: judge ? 1.1 : undefined }),
      ratio(samples.library, samples.raw, wall).toFixed(2),
      ratio(samples.library, samples.raw, wholeCpu).toFixed(2),
      judged({ value: ratio(samples.library, samples.raw, peak), target: judge ? 1.2 : undefined }),
      ratio(samples.library, samples.yaml, cpu).toFixed(2),
      String(count),
    ]);
  };
  const strict = programFor('STRICT');
  for (const [services, count] of SIZES) compare('8 objects a service', services, count, 'STRICT', strict);
  compare('9 objects a service (ENFORCED)', 1000, ROUNDS, 'ENFORCED', programFor('ENFORCED'));
  console.log('Raw cdk8s and yaml alone write the same bytes.');
  printTable(rows);
}

function compareKustomize(): void {
  if (spawnSync('kubectl', ['kustomize', '--help']).status !== 0) {
    console.log('There is no kubectl: not compared with kustomize.\n');
    return;
  }
  const rows = [['kubectl kustomize on the same YAML', 'services', 'kustomize', 'kustomize / library: CPU', 'time', 'rounds']];
  for (const [services, count] of KUSTOMIZE_SIZES) {
    const ours = library({ services }, 'library');
    ours.run();
    const folder = join(WORK, 'kustomize');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'shop.yaml'), written(ours.out));
    writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [shop.yaml]\n');
    const output = join(WORK, 'kustomized.yaml');
    const kustomize = () => runCommand(`kubectl kustomize '${folder}'`, output);
    kustomize();
    prove(sameObjects(objectsIn(output), objectsIn(join(folder, 'shop.yaml'))), `kustomize writes other objects than the library for ${services} services`);
    const samples = rounds(count, { library: ours.run, kustomize });
    rows.push([
      'whole processes', String(services), `${median(samples.kustomize.map(cpu)).toFixed(0)} ms`,
      ratio(samples.kustomize, samples.library, wholeCpu).toFixed(1), ratio(samples.kustomize, samples.library, wall).toFixed(1), String(count),
    ]);
  }
  console.log('kubectl kustomize writes equal objects, in an order of its own.');
  printTable(rows);
}

function sameObjects(some: readonly any[], others: readonly any[]): boolean {
  const texts = (objects: readonly any[]) => objects.map(canonical).sort().join('\n');
  return texts(some) === texts(others);
}

function compareGrowth(): void {
  const [small, large] = QUICK ? [250, 1000] : [1000, 4000];
  const count = QUICK ? 5 : 5;
  const samples = rounds(count, { small: library({ services: small }, 'small').run, large: library({ services: large }, 'large').run });
  printTable([
    ['growth', 'CPU', 'exponent of CPU', 'peak memory', 'rounds'],
    [
      `${small} to ${large} services`, `${median(samples.small.map(cpu)).toFixed(0)} to ${median(samples.large.map(cpu)).toFixed(0)} ms`,
      judged({ value: exponent(samples.large, samples.small, large / small), target: 1.1 }),
      `${median(samples.small.map(peak)).toFixed(0)} to ${median(samples.large.map(peak)).toFixed(0)} MiB`, String(count),
    ],
  ]);
}

function compareCharts(): void {
  const shop = { services: 1000, namespaces: 10 };
  const one = library(shop, 'one-chart');
  const many = library({ ...shop, chartPerNamespace: true }, 'chart-per-namespace');
  one.run();
  many.run();
  const documents = (out: string) => written(out).split('---\n').sort().join('---\n');
  prove(documents(one.out) === documents(many.out), 'a chart for each namespace writes other objects than one chart');
  const samples = rounds(ROUNDS, { one: one.run, many: many.run });
  printTable([
    ['charts', 'one chart', 'ten charts', 'CPU', 'time', 'memory', 'rounds'],
    [
      '1000 services in 10 namespaces', `${median(samples.one.map(cpu)).toFixed(0)} ms`, `${median(samples.many.map(cpu)).toFixed(0)} ms`,
      judged({ value: ratio(samples.many, samples.one, cpu), target: 1.5 }),
      ratio(samples.many, samples.one, wall).toFixed(2), ratio(samples.many, samples.one, peak).toFixed(2), String(ROUNDS),
    ],
  ]);
}

/** In the library's default stage, where a call is written into the policy, the Sidecar and the NetworkPolicies. */
function compareCalls(): void {
  const graph = (services: number) => library({ services, callers: 20, stage: 'ENFORCED' }, `calls-${services}`).run;
  const samples = rounds(ROUNDS, { half: graph(500), whole: graph(1000) });
  printTable([
    ['calls', '500 services', '1000 services', 'CPU', 'exponent of CPU', 'rounds'],
    [
      '20 callers each', `${median(samples.half.map(cpu)).toFixed(0)} ms`, `${median(samples.whole.map(cpu)).toFixed(0)} ms`,
      ratio(samples.whole, samples.half, cpu).toFixed(2), judged({ value: exponent(samples.whole, samples.half, 2), target: 1.15 }), String(ROUNDS),
    ],
  ]);
}

/** All rules over all objects, against what it takes cdk8s to write them. */
function compareAnalysis(): void {
  const program = programFor('STRICT');
  const sizes = QUICK ? [250, 1000] : [1000, 4000];
  const analyses = sizes.map((services) => {
    peers(services, 'STRICT', program);
    const objects = join(WORK, `objects-${services}.json`);
    writeFileSync(objects, JSON.stringify(objectsIn(join(WORK, 'library', 'shop.k8s.yaml'))));
    return () => run('analysis', { library: LIBRARY, objects });
  });
  const samples = rounds(ROUNDS, { small: analyses[0], large: analyses[1] });
  const { raw } = peers(1000, 'STRICT', program);
  const thousand = rounds(ROUNDS, { analysis: analyses[sizes.indexOf(1000)], raw });
  const withMesh = rounds(ROUNDS, { mesh: library({ services: 100, mesh: true }, 'mesh').run, none: library({ services: 100 }, 'no-mesh').run });
  printTable([
    ['analysis', '1000 services', 'raw cdk8s', 'analysis / raw cdk8s: CPU', 'exponent of CPU', 'findings at synth, 100 services: whole process', 'rounds'],
    [
      '8 objects a service, all rules', `${median(thousand.analysis.map(cpu)).toFixed(0)} ms`, `${median(thousand.raw.map(cpu)).toFixed(0)} ms`,
      judged({ value: ratio(thousand.analysis, thousand.raw, cpu), target: 0.6 }),
      judged({ value: exponent(samples.large, samples.small, sizes[1] / sizes[0]), target: 1.1 }),
      judged({ value: ratio(withMesh.mesh, withMesh.none, wholeCpu), target: 1.1 }), String(ROUNDS),
    ],
  ]);
}

/** Declared calls among a thousand services, cold code and all. */
function measureSimulation(): void {
  const [services, requests] = [1000, 20_000];
  library({ services }, 'library').run();
  const objects = join(WORK, `objects-${services}.json`);
  writeFileSync(objects, JSON.stringify(objectsIn(join(WORK, 'library', 'shop.k8s.yaml'))));
  const { simulated } = rounds(ROUNDS, { simulated: () => run('simulation', { library: LIBRARY, objects, services, requests }) });
  const perSecond = requests / (median(simulated.map(cpu)) / 1000);
  printTable([
    ['simulation', 'requests', 'CPU', 'requests a second of CPU', 'at least', 'rounds'],
    [`${services} services`, String(requests), `${median(simulated.map(cpu)).toFixed(0)} ms`, perSecond.toFixed(0), '10000', String(ROUNDS)],
  ]);
}

/** The command on YAML, against the real one on the same YAML, which checks less of files. */
function compareWithIstioctl(): void {
  const istioctl = process.env.ISTIOCTL ?? 'istioctl';
  if (spawnSync(istioctl, ['version', '--remote=false']).status !== 0) {
    console.log('There is no istioctl (or ISTIOCTL to name it): the command is not compared with it.\n');
    return;
  }
  library({ services: 1000 }, 'library').run();
  const [file, output] = [join(WORK, 'library', 'shop.k8s.yaml'), join(WORK, 'findings.txt')];
  const samples = rounds(ROUNDS, {
    ours: () => runCommand(`'${process.execPath}' '${join(LIBRARY, '..', 'cli.js')}' analyze '${file}'`, output),
    theirs: () => runCommand(`'${istioctl}' analyze --use-kube=false -A '${file}'`, output),
  });
  printTable([
    ['8,000 objects as YAML', 'cdk8s-istio analyze', 'istioctl analyze', 'time', 'CPU', 'rounds'],
    [
      'whole processes', `${median(samples.ours.map(wall)).toFixed(0)} ms`, `${median(samples.theirs.map(wall)).toFixed(0)} ms`,
      judged({ value: ratio(samples.ours, samples.theirs, wall), target: 1 }), ratio(samples.ours, samples.theirs, cpu).toFixed(2), String(ROUNDS),
    ],
  ]);
}

function measureLoading(): void {
  const count = QUICK ? 7 : 15;
  const samples = Array.from({ length: count }, () => run<Loading>('loading', { library: LIBRARY }, ['--expose-gc']));
  const of = (field: keyof Loading) => median(samples.map((sample) => sample[field]));
  printTable([
    ['loading', 'cdk8s', 'the library over it: CPU', 'time', 'resident memory', 'heap', 'rounds'],
    [
      'require, cold code, warm files', `${of('cdk8sCpuMs').toFixed(0)} ms`, `${judged({ value: of('cpuMs'), target: 10 }, 1)} ms`, `${of('wallMs').toFixed(1)} ms`,
      `${judged({ value: of('residentMiB'), target: 5 }, 1)} MiB`, `${of('heapMiB').toFixed(1)} MiB`, String(count),
    ],
  ]);
}
