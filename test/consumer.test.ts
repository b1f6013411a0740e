import { spawnSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { isBuiltin } from 'module';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { parseAllDocuments } from 'yaml';
import { judge } from './testing/synth';

/**
 * The package as its users get it: packed, installed in a folder of its own, and synthesized by the cdk8s CLI.
 * No network: what a user installs besides it is linked from this repository.
 */
jest.setTimeout(60_000);

const ROOT = join(__dirname, '..');
const MODULES = join(ROOT, 'node_modules');
const home = mkdtempSync(join(tmpdir(), 'consumer-'));
/** An app's folder in which everything is installed, to copy. */
const fresh = join(home, 'fresh');
const installed = join(fresh, 'node_modules', 'cdk8s-istio');

beforeAll(() => {
  if (olderThanSources(join(ROOT, '.jsii'))) succeed(ROOT, 'npx', 'projen', 'compile');
  mkdirSync(fresh);
  writeFileSync(join(fresh, 'package.json'), JSON.stringify({ name: 'my-app', private: true }));
  succeed(ROOT, 'npm', 'pack', '--ignore-scripts', '--pack-destination', home);
  const tarball = readdirSync(home).find((name) => name.endsWith('.tgz'))!;
  // what has dependencies that are not peers cannot be installed offline
  succeed(fresh, 'npm', 'install', '--offline', '--legacy-peer-deps', '--no-audit', '--no-fund', join('..', tarball));
  for (const name of ['cdk8s', 'constructs', 'cdk8s-plus-33', 'cdk8s-cli', 'typescript', 'ts-node']) symlinkSync(join(MODULES, name), join(fresh, 'node_modules', name));
  mkdirSync(join(fresh, 'node_modules', '.bin'), { recursive: true });
  for (const name of ['cdk8s', 'ts-node']) symlinkSync(join(MODULES, '.bin', name), join(fresh, 'node_modules', '.bin', name));
});

describe('the package', () => {
  test('holds the compiled library and its documentation, and nothing else', () => {
    expect(readdirSync(installed).sort()).toEqual(['.jsii', 'API.md', 'LICENSE', 'NOTICE', 'README.md', 'lib', 'package.json']);
    expect(files(join(installed, 'lib')).filter((file) => !/\.(js|d\.ts)$/.test(file))).toEqual([]);
  });

  test('is below 5 MB', () => {
    const size = files(installed).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(size).toBeLessThan(5_000_000);
    expect(size).toBeGreaterThan(100_000);
  });

  test('needs its peers and nothing else', () => {
    const { dependencies, bundledDependencies, optionalDependencies, peerDependencies } = JSON.parse(read(join(installed, 'package.json')));
    expect({ dependencies, bundledDependencies, optionalDependencies }).toEqual({});
    expect(Object.keys(peerDependencies).sort()).toEqual(['cdk8s', 'constructs']);
    const required = files(join(installed, 'lib')).filter((file) => file.endsWith('.js'))
      .flatMap((file) => [...read(file).matchAll(/\brequire\("([^."][^"]*)"\)/g)].map((match) => match[1]));
    expect([...new Set(required)].filter((name) => !isBuiltin(name)).sort()).toEqual(['cdk8s', 'constructs']);
  });

  test('lets an app load what it needs, and no more', () => {
    const held = (file: string) => [...read(join(installed, 'lib', 'bundle', file)).matchAll(/^"([^"\s]+)": \(function/gm)].map((match) => match[1]);
    expect(held('core.js')).toContain('constructs/service/mesh-service');
    expect(held('core.js').filter((module) => /^(analysis\/rules|simulation|report|cli|support\/yaml)\/|^js-yaml$/.test(module))).toEqual([]);
    expect(held('synth.js')).toContain('analysis/error-rules');
    expect(held('synth.js').filter((module) => /^(simulation|report|cli|support\/yaml)\/|^js-yaml$|^analysis\/registry$/.test(module))).toEqual([]);
    expect(held('tools.js')).toEqual(expect.arrayContaining(['analysis/registry', 'simulation/simulate', 'cli/report', 'js-yaml']));
  });

  test('tells nothing of the machine it was made on', () => {
    expect(files(installed).filter((file) => read(file).includes(ROOT))).toEqual([]);
  });
});

describe('an app', () => {
  test('in TypeScript, as `cdk8s init` begins it: two services and a call', () => {
    const example = join(ROOT, 'examples', 'two-services');
    const main = `${read(join(example, 'main.ts')).replace('../../src', 'cdk8s-istio')}\nconst app = new App();\nbuild(app);\napp.synth();\n`;
    const template = join(MODULES, 'cdk8s-cli', 'templates', 'typescript-app', 'tsconfig.json');
    const app = appOf({ 'main.ts': main, 'tsconfig.json': read(template), 'cdk8s.yaml': 'language: typescript\napp: npx ts-node main.ts\n' });
    expect(synth(app)).toMatchObject({ status: 0, stdout: expect.stringContaining('dist/shop.k8s.yaml') });
    expect(judge(written(app))).toEqual([]);
    expect(read(join(app, 'dist', 'shop.k8s.yaml'))).toBe(read(join(example, 'out.yaml')));
  });

  test('in JavaScript, with a Deployment of cdk8s-plus', () => {
    const app = appOf({
      'cdk8s.yaml': 'language: typescript\napp: node main.mjs\n',
      'main.mjs': `
        import { App, Chart } from 'cdk8s';
        import { MeshService, ServicePort, Workload, ZeroTrustNamespace } from 'cdk8s-istio';
        import { Capability, Deployment, SeccompProfileType } from 'cdk8s-plus-33';

        const app = new App();
        const chart = new Chart(app, 'search');
        const search = new ZeroTrustNamespace(chart, 'search');
        const deployment = new Deployment(chart, 'pods', {
          metadata: { name: 'index', namespace: 'search' },
          containers: [{
            image: 'registry.example.com/index:1.0.0',
            portNumber: 8080,
            securityContext: { seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT }, capabilities: { drop: [Capability.ALL] } },
          }],
        });
        const ports = [ServicePort.http(8080)];
        const index = new MeshService(search, 'index', { ports, workload: Workload.fromApiObject(deployment) });
        const web = new MeshService(search, 'web', { ports, workload: Workload.deployment({ image: 'registry.example.com/web:1.0.0' }) });
        web.calls(index);
        app.synth();
      `,
    });
    expect(synth(app)).toMatchObject({ status: 0 });
    const objects = written(app);
    expect(judge(objects)).toEqual([]);
    const template = objects.find((object) => object.kind === 'Deployment' && object.metadata.name === 'index').spec.template;
    expect(template.metadata.labels).toMatchObject({ app: 'index', version: 'v1' });
    expect(template.spec.serviceAccountName).toBe('index');
  });

  // each wrong in one way: said by the call at once, or by the whole at synth
  test.each([
    ['a wrong call', 'reviews.calls(ratings, { methods: [] });', '[MSH001] shop/shop/reviews: `methods` is empty'],
    ['a contradiction', "reviews.route('everybody', { split: { v1: 90, v2: 20 } });", '[MSH131] shop/shop/reviews: '],
  ])('that is wrong by %s writes nothing, and is told where and why', (_, wrong, says) => {
    const app = appOf({
      'cdk8s.yaml': 'language: typescript\napp: node main.js\n',
      'main.js': `
        const { App, Chart } = require('cdk8s');
        const { MeshService, ServicePort, Workload, ZeroTrustNamespace } = require('cdk8s-istio');

        const app = new App();
        const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
        const image = (name) => Workload.deployment({ image: 'registry.example.com/' + name + ':1.0.0' });
        const ports = [ServicePort.http(9080)];
        const ratings = new MeshService(shop, 'ratings', { ports, workload: image('ratings') });
        const reviews = new MeshService(shop, 'reviews', { ports, versions: { v1: image('reviews'), v2: image('reviews') }, defaultVersion: 'v1' });
        ${wrong}
        app.synth();
      `,
      'dist/shop.k8s.yaml': '# of the synth before\n',
    });
    expect(synth(app)).toMatchObject({ status: 1, stderr: expect.stringContaining(says) });
    expect(existsSync(join(app, 'dist')) ? files(join(app, 'dist')) : []).toEqual([]);
  });
});

/** Each of the three doors, for an app that uses no construct of the library, and for one with a Mesh. */
describe('the analysis', () => {
  const policy = (action: string) => `{ apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'deny', namespace: 'shop' }, spec: { action: '${action}', rules: [{ to: [{ operation: { methods: ['GET'] } }] }] } }`;
  const main = (action: string, mesh = '') => `
    const { ApiObject, App, Chart } = require('cdk8s');
    const app = new App();
    const chart = new Chart(app, 'shop');
    ${mesh}
    new ApiObject(chart, 'deny', ${policy(action)});
    app.synth();
  `;
  const config = 'language: typescript\napp: node main.js\n';
  const validations = 'validations:\n  - package: ./node_modules/cdk8s-istio\n    version: 0.0.0\n    class: MeshValidation\n';

  test('as a plugin of the cdk8s CLI refuses errors, and names the construct', () => {
    const app = appOf({ 'cdk8s.yaml': config + validations, 'main.js': main('CUSTOM') });
    const { status, stdout } = synth(app);
    expect(status).toBe(2);
    expect(stdout).toContain('MSH161 refused-by-istio (error)');
    expect(stdout).toContain('Construct Path: shop/deny');
  });

  test('as a plugin lets warnings pass, unless it is told otherwise', () => {
    const app = appOf({ 'cdk8s.yaml': config + validations, 'main.js': main('DENY') });
    expect(synth(app)).toMatchObject({ status: 0, stdout: expect.stringContaining('MSH162') });
    writeFileSync(join(app, 'cdk8s.yaml'), `${config}${validations}    properties: { failOnWarnings: true }\n`);
    expect(synth(app)).toMatchObject({ status: 2 });
  });

  test('at synth stops errors where a Mesh is declared', () => {
    const app = appOf({ 'cdk8s.yaml': config, 'main.js': main('CUSTOM', "new (require('cdk8s-istio').Mesh)(chart, 'mesh');") });
    expect(synth(app)).toMatchObject({ status: 1, stderr: expect.stringContaining('[MSH161] shop/deny: AuthorizationPolicy shop/deny') });
    expect(existsSync(join(app, 'dist')) ? files(join(app, 'dist')) : []).toEqual([]);
  });

  test('as a command reads files of whatever origin', () => {
    const app = appOf({ 'shop.json': JSON.stringify(new Function(`return ${policy('CUSTOM')}`)()) });
    const command = join(app, 'node_modules', '.bin', 'cdk8s-istio');
    expect(run(app, command, 'analyze', 'shop.json')).toMatchObject({ status: 1, stdout: expect.stringContaining('error MSH161') });
    expect(run(app, command, 'analyze', 'nothing.yaml')).toMatchObject({ status: 2, stderr: 'nothing.yaml is not there\n' });
  });
});

/** Whether something was compiled before the sources were last changed, or never. */
function olderThanSources(compiled: string): boolean {
  if (!existsSync(compiled) || !existsSync(join(ROOT, 'lib'))) return true;
  const sources = [...files(join(ROOT, 'src')), ...files(join(ROOT, 'imports')), join(ROOT, 'package.json'), join(ROOT, 'tsconfig.json')];
  return sources.some((file) => statSync(file).mtimeMs > statSync(compiled).mtimeMs);
}

/** A folder with these files, in which the library is installed. */
function appOf(sources: Record<string, string>): string {
  const app = mkdtempSync(join(home, 'app-'));
  cpSync(fresh, app, { recursive: true, verbatimSymlinks: true });
  for (const [name, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(app, name)), { recursive: true });
    writeFileSync(join(app, name), text);
  }
  return app;
}

/** What `cdk8s synth` says; it would ask the network only for a newer version of itself. */
function synth(app: string) {
  const { status, stdout, stderr } = run(app, join(app, 'node_modules', '.bin', 'cdk8s'), 'synth', '--no-check-upgrade');
  return { status, stdout, stderr };
}

function written(app: string): any[] {
  return files(join(app, 'dist')).flatMap((file) => parseAllDocuments(read(file)).map((document) => document.toJS()));
}

function run(folder: string, command: string, ...args: string[]) {
  return spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
}

function succeed(folder: string, command: string, ...args: string[]): void {
  const { status, stdout, stderr } = run(folder, command, ...args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
