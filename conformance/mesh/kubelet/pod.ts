import { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppSettings } from '../app/settings';
import { AppClient } from '../app-client';
import { Kube, KubeObject } from '../kube';
import { createPodNetwork, podAddress, removeNetwork, writeEtc } from '../network';
import { inPod, Program, run, start } from '../processes';
import { Run } from '../run';
import { sleep, until } from '../until';
import { callIstioCni, discoveryProgram, Place, proxyProgram, runInit } from './istio';
import { Names } from './names';
import { ownProgram, runsAsItself } from './own-program';
import { appContainers, isIstioImage, portsOf } from './ports';
import { hasStarted, Probed, watchLiveness, watchReadiness } from './probes';
import { ContainerState, statusOf } from './status';
import { View } from './view';
import { mountVolumes, token } from './volumes';

/** What a pod needs of the kubelet. */
export interface Kubelet {
  readonly mesh: Run;
  readonly kube: Kube;
  readonly view: View;
  readonly names: Names;
}

/** One process for all application containers of a pod. */
const APP = 'app';

/** One pod: a network namespace, and in it what the manifests and the injector say is to run. */
export class Pod {
  readonly net: string;
  readonly socket: string;
  readonly address: string;
  private readonly place: Place;
  private readonly children = new Map<string, ChildProcess>();
  private readonly states = new Map<string, ContainerState>();
  private readonly since = new Date().toISOString().replace(/\.\d+/, '');
  private stopping = false;
  private ports = '';
  private reported = '';
  private reporting: Promise<void> = Promise.resolve();

  constructor(private readonly kubelet: Kubelet, private readonly object: KubeObject, private readonly number: number) {
    const { mesh } = kubelet;
    const { name, namespace } = object.metadata;
    this.net = mesh.pod(number);
    this.socket = mesh.appSocket(this.net);
    this.address = podAddress(number);
    this.place = { mesh, pod: object, net: this.net, address: this.address, dir: mesh.podDir(namespace, name) };
  }

  /** Tries again until it runs, as kubelets do: what it needs (a ConfigMap, a Secret) may come later. */
  async start(): Promise<void> {
    for (let pause = 200; !this.stopping; pause = Math.min(pause * 2, 2_000)) {
      try {
        await this.startOnce();
        return;
      } catch (error) {
        process.stderr.write(`${this.object.metadata.namespace}/${this.object.metadata.name}: ${(error as Error).message}\n`);
        this.object.spec.containers.forEach(({ name }: KubeObject) => this.set(name, { reason: (error as Error).message }));
        await sleep(pause);
        await this.clear();
      }
    }
  }

  /** Ends it as a kubelet does: applications first, then the proxies, which drain their connections meanwhile. */
  async stop(grace: number): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    const end = Date.now() + grace * 1_000;
    await Promise.all(this.containers().map(async (container) => this.preStop(container, grace)));
    const proxies = this.containers().filter(isIstioImage).map(({ name }) => name);
    await this.terminate([APP, ...this.containers().filter(runsAsItself).map(({ name }) => name)], end);
    await this.terminate(proxies, end);
    await this.clear();
  }

  /** Its application takes up ports that Services have declared meanwhile. */
  async updatePorts(): Promise<void> {
    const ports = this.declaredPorts();
    if (this.stopping || !existsSync(this.socket) || JSON.stringify(ports) === this.ports) return;
    this.ports = JSON.stringify(ports);
    const app = new AppClient(this.socket);
    await app.listen(ports).catch(() => undefined);
    app.close();
  }

  private async startOnce(): Promise<void> {
    await this.createNetwork();
    const { kube } = this.kubelet;
    const withFiles = this.containers().filter((container) => isIstioImage(container) || runsAsItself(container));
    for (const container of withFiles) await mountVolumes(kube, this.object, container, this.place.dir);
    await run('chown', ['-R', '1337:1337', this.place.dir]);
    if (this.containers().some(({ name }) => name === 'istio-proxy')) await callIstioCni(this.place);
    for (const container of this.object.spec.initContainers ?? []) await this.startInit(container);
    await this.startContainers();
    await this.report();
  }

  private async createNetwork(): Promise<void> {
    const { mesh, names } = this.kubelet;
    const { namespace } = this.object.metadata;
    rmSync(this.place.dir, { recursive: true, force: true });
    mkdirSync(this.place.dir, { recursive: true });
    const sysctls = Object.fromEntries((this.object.spec.securityContext?.sysctls ?? []).map(({ name, value }: KubeObject) => [name, value]));
    await createPodNetwork(mesh, this.net, this.number, sysctls);
    writeEtc(this.net, names.add(this.net, namespace), join(mesh.pki, 'ssl'));
  }

  private async startInit(container: KubeObject): Promise<void> {
    if (container.restartPolicy === 'Always') {
      await this.startContainer(container);
      await hasStarted(this.probed(container));
      return;
    }
    if (isIstioImage(container)) await runInit(this.place, container);
    this.set(container.name, { finished: true, ready: true });
  }

  /** The proxy first: where applications are held until it has started, it stands first in the list, too. */
  private async startContainers(): Promise<void> {
    for (const container of this.object.spec.containers.filter(isIstioImage)) {
      await this.startContainer(container);
      if (container.lifecycle?.postStart) await until('the proxy', 60, async () => this.states.get(container.name)?.ready);
    }
    for (const container of this.object.spec.containers.filter(runsAsItself)) {
      this.keepRunning(container.name, ownProgram(this.place, container), [container]);
    }
    await this.startApp();
    if (this.object.spec.restartPolicy !== 'Always') void this.finishSoon();
  }

  private async startContainer(container: KubeObject): Promise<void> {
    const program = /\/pilot[:@]/.test(container.image)
      ? discoveryProgram(this.place, container, await token(this.kubelet.kube, this.object))
      : proxyProgram(this.place, container);
    this.keepRunning(container.name, program, [container]);
  }

  /** Even a pod that is all proxy has one: requests are sent from there, and its administration pages asked. */
  private async startApp(): Promise<void> {
    this.keepRunning(APP, this.appProgram(), appContainers(this.object));
    await until('the application', 10, async () => existsSync(this.socket), 10);
  }

  private appProgram(): Program {
    const { mesh } = this.kubelet;
    const { labels = {}, name, namespace } = this.object.metadata;
    const ports = this.declaredPorts();
    this.ports = JSON.stringify(ports);
    const settings: AppSettings = {
      pod: name,
      namespace,
      service: labels.app ?? labels['app.kubernetes.io/name'] ?? '',
      version: labels.version ?? labels['app.kubernetes.io/version'] ?? '',
      ports,
      socket: this.socket,
      tls: { cert: join(mesh.pki, 'app.crt'), key: join(mesh.pki, 'app.key') },
    };
    // As root, unless it takes the proxy's user, whose traffic is not captured: which user it is makes no other difference here.
    const user = this.object.spec.securityContext?.runAsUser;
    const [command, args] = inPod(this.net, process.execPath, [join(mesh.dir, 'app', 'main.js'), JSON.stringify(settings)], user === 1337 ? user : undefined);
    return { command, args, log: join(this.place.dir, 'app.log') };
  }

  private declaredPorts() {
    const isApp = appContainers(this.object).length > 0;
    return isApp ? portsOf(this.object, this.kubelet.view.services.values()) : [];
  }

  private keepRunning(key: string, program: Program, containers: KubeObject[]): void {
    const child = start(program);
    this.children.set(key, child);
    containers.forEach(({ name }) => this.set(name, { running: true }));
    if (!containers.some(({ name }) => this.states.get(name)!.restarts > 0)) containers.forEach((container) => this.probe(container, key));
    child.on('exit', () => {
      if (this.stopping || this.children.get(key) !== child) return;
      containers.forEach(({ name }) => this.set(name, { running: false, ready: false, restarts: this.states.get(name)!.restarts + 1 }));
      setTimeout(() => { if (!this.stopping) this.keepRunning(key, key === APP ? this.appProgram() : program, containers); }, 500);
    });
  }

  private probe(container: KubeObject, key: string): void {
    const probed = this.probed(container, () => void this.restart(key));
    void hasStarted(probed).then(() => {
      this.set(container.name, { started: true });
      void watchReadiness(probed);
      void watchLiveness(probed);
    });
  }

  private probed(container: KubeObject, onDead = () => {}): Probed {
    const onReady = (ready: boolean) => this.set(container.name, { ready: ready && this.states.get(container.name)!.running });
    return { container, address: this.address, isStopping: () => this.stopping, onReady, onDead };
  }

  private async restart(key: string): Promise<void> {
    this.children.get(key)?.kill('SIGTERM');
  }

  /** Nobody knows when a stand-in has done its job, so it is done at once. */
  private async finishSoon(): Promise<void> {
    await sleep(1_000);
    const containers = appContainers(this.object);
    await this.stop(5);
    this.containers().forEach(({ name }) => this.set(name, { running: false, ready: false }, true));
    containers.forEach(({ name }) => this.set(name, { finished: true }, true));
  }

  private async preStop({ lifecycle }: KubeObject, grace: number): Promise<void> {
    const words: string[] = lifecycle?.preStop?.exec?.command ?? [];
    if (words[0] === 'pilot-agent') {
      const [command, args] = inPod(this.net, join(this.kubelet.mesh.bin, words[0]), words.slice(1));
      await run(command, args, { cwd: this.place.dir }).catch(() => undefined);
    }
    const seconds = lifecycle?.preStop?.sleep?.seconds ?? /\bsleep (\d+)/.exec(words.join(' '))?.[1] ?? 0;
    await sleep(Math.min(Number(seconds), grace) * 1_000);
  }

  private async terminate(keys: string[], end: number): Promise<void> {
    const running = keys.map((key) => this.children.get(key)).filter((child) => child !== undefined && child.exitCode === null) as ChildProcess[];
    running.forEach((child) => child.kill('SIGTERM'));
    while (running.some((child) => child.exitCode === null && child.signalCode === null) && Date.now() < end) await sleep(50);
  }

  private async clear(): Promise<void> {
    this.children.clear();
    this.kubelet.names.remove(this.net);
    await removeNetwork(this.net);
    rmSync(this.socket, { force: true });
  }

  private containers(): KubeObject[] {
    return [...(this.object.spec.initContainers ?? []), ...this.object.spec.containers];
  }

  private set(name: string, change: Partial<ContainerState>, evenWhenStopping = false): void {
    const before = this.states.get(name) ?? { running: false, ready: false, started: false, restarts: 0 };
    this.states.set(name, { ...before, ...change });
    if (!this.stopping || evenWhenStopping) void this.report();
  }

  /** One report after the other; what was said before is not said again. */
  private async report(): Promise<void> {
    this.reporting = this.reporting.then(async () => {
      const status = statusOf(this.object, this.address, this.states, this.since);
      const text = JSON.stringify(status);
      if (text === this.reported) return;
      const { name, namespace } = this.object.metadata;
      await this.kubelet.kube.patch(`/api/v1/namespaces/${namespace}/pods/${name}/status`, { status });
      this.reported = text;
    }).catch(() => undefined);
    return this.reporting;
  }
}
