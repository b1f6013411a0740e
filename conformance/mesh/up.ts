import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './app-build';
import { Binaries, findOrBuild, findOrBuildModule, linkInto } from './binaries';
import { Authority } from './certificates';
import { createNodeObject, startApiServer, startControllers } from './control-plane';
import { down } from './down';
import { installIstio, waitForIstio } from './install';
import { Kube } from './kube';
import { askKubelet } from './kubelet-client';
import { createNode } from './network';
import { OWN_PROGRAMS } from './pins';
import { inNetwork, start } from './processes';
import { checkRequirements } from './requirements';
import { Run } from './run';

export interface UpOptions {
  /** Ends the mesh when the process of that id ends, however it ends. */
  readonly owner?: number;
  /** Who captures the traffic of pods: istio-cni unless told, else istio-init in each of them. */
  readonly capture?: 'cni' | 'init';
  readonly log?: (text: string) => void;
}

/** Starts a mesh; whatever goes wrong meanwhile, nothing of it is left behind. */
export async function up(mesh: Run, options: UpOptions = {}): Promise<void> {
  await checkRequirements();
  const log = options.log ?? (() => undefined);
  const binaries = await findOrBuild(log);
  const programs: string[] = [];
  for (const module of OWN_PROGRAMS) programs.push(await findOrBuildModule(module, log));
  if (await isUp(mesh)) throw new Error(`the mesh ${mesh.name} is up already: take it down first, or give this one another name`);
  await down(mesh);
  const interrupted = interruption();
  try {
    await Promise.race([interrupted.promise, bringUp(mesh, binaries, programs, options)]);
  } catch (error) {
    if (process.env.MESH_KEEP === undefined) await down(mesh);
    throw error;
  } finally {
    interrupted.forget();
  }
}

export async function isUp(mesh: Run): Promise<boolean> {
  return existsSync(mesh.kubeletSocket) && askKubelet(mesh, { list: true }).then(() => true, () => false);
}

async function bringUp(mesh: Run, binaries: Binaries, programs: readonly string[], { owner, capture = 'cni', log = () => undefined }: UpOptions): Promise<void> {
  for (const dir of [mesh.dir, mesh.logs, mesh.pki, join(mesh.dir, 'pods'), join(mesh.dir, 'sockets')]) mkdirSync(dir, { recursive: true });
  // The apps make their sockets themselves, each as its own user.
  chmodSync(join(mesh.dir, 'sockets'), 0o1777);
  linkInto(mesh.bin, binaries);
  for (const bin of programs) linkInto(mesh.bin, { bin });
  await createNode(mesh);
  await startApiServer(mesh);
  startKubelet(mesh, owner);
  log('API server');
  await makeCertificates(mesh);
  buildApp(join(mesh.dir, 'app'));
  const kube = new Kube(mesh.apiSocket);
  await createNodeObject(kube);
  startControllers(mesh);
  log('Istio');
  await installIstio(kube, binaries, capture);
  log('webhooks and gateway');
  await waitForIstio(kube);
  kube.close();
}

function startKubelet(mesh: Run, owner: number | undefined): void {
  const main = join(__dirname, 'kubelet', 'main.ts');
  const [command, args] = inNetwork(mesh.node, process.execPath, ['--import', require.resolve('tsx'), main, mesh.name, ...(owner === undefined ? [] : [String(owner)])]);
  start({ command, args, log: mesh.log('kubelet') });
}

async function makeCertificates(mesh: Run): Promise<void> {
  const authority = await Authority.create(mesh.pki);
  const { cert, key } = await authority.issue('app', ['app']);
  writeFileSync(join(mesh.pki, 'app.crt'), cert);
  writeFileSync(join(mesh.pki, 'app.key'), key);
}

/** Ctrl-C and its kin become an error, so that there is one way to clean. */
function interruption(): { promise: Promise<never>; forget: () => void } {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let listener: (signal: string) => void;
  const promise = new Promise<never>((_, reject) => { listener = (signal) => reject(new Error(`interrupted by ${signal}`)); });
  promise.catch(() => undefined);
  signals.forEach((signal) => process.on(signal, listener));
  return { promise, forget: () => signals.forEach((signal) => process.off(signal, listener)) };
}
