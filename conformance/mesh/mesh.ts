import { Applied, applyAll, deleteAll } from './apply';
import { Asker } from './ask';
import { Authority } from './certificates';
import { endConnections } from './connections';
import { down } from './down';
import { AccessLogLine, accessLogs } from './explain';
import { externalHosts } from './external-hosts';
import { serveGateways } from './gateways';
import { Istiod } from './istiod';
import { Judges } from './judges';
import { Kube, KubeObject } from './kube';
import type { OutsideHosts } from './kubelet/outside';
import { askKubelet } from './kubelet-client';
import { Run } from './run';
import { waitForServices } from './services';
import { waitForEndpoints, waitForEnvoys, waitForProxies, waitForWorkloads } from './settle';
import { isUp, up, UpOptions } from './up';

export interface Settled extends Applied {
  /** Workloads that do not run, and why. */
  readonly stuck: string[];
  /** What was done beside the manifests: hosts outside, ports of gateways, certificates. */
  readonly added: string[];
}

/** A running mesh, and everything that can be done with it. */
export class Mesh {
  static async up(name: string, options: UpOptions = {}): Promise<Mesh> {
    const run = new Run(name);
    await up(run, options);
    return new Mesh(run);
  }

  static async attach(name: string): Promise<Mesh> {
    const run = new Run(name);
    if (!await isUp(run)) throw new Error(`no mesh ${name} is up`);
    return new Mesh(run);
  }

  readonly kube: Kube;
  readonly asker: Asker;
  readonly istiod: Istiod;
  readonly judges: Judges;
  readonly authority: Authority;

  private constructor(readonly run: Run) {
    this.kube = new Kube(run.apiSocket);
    this.asker = new Asker(run, this.kube);
    this.istiod = new Istiod(this.asker);
    this.judges = new Judges(run, this.kube, this.asker, this.istiod);
    this.authority = new Authority(run.pki);
  }

  /** Applies manifests unchanged, provides what lies outside of them, and waits until everything runs and every proxy knows. */
  async apply(objects: KubeObject[], seconds = 120): Promise<Settled> {
    // First, because a proxy that does not find a name asks again only after a minute.
    const outside = externalHosts(objects);
    if (outside.hosts.length > 0) await this.addOutside(outside);
    const applied = await applyAll(this.kube, objects);
    const added = [...outside.hosts.map((host) => `host ${host} outside`), ...await serveGateways(this.kube, this.authority)];
    const stuck = await waitForWorkloads(this.kube, applied.objects, seconds);
    await this.settle(applied.objects);
    return { ...applied, stuck, added };
  }

  /** Deletes objects in the opposite order, and waits until every proxy has forgotten them. */
  async delete(objects: KubeObject[]): Promise<void> {
    await deleteAll(this.kube, objects);
    await this.settle([], objects);
  }

  /** Waits until the mesh answers by what it has now, and only by that. */
  async settle(applied: KubeObject[] = [], deleted: KubeObject[] = []): Promise<void> {
    await waitForServices(this, applied);
    await waitForProxies(this, applied, deleted);
    await waitForEnvoys(this.asker, ['warming', 'draining']);
  }

  /**
   * As `settle`, but ends the connections of before where that waits for their draining, and what istiod has computed before: for those who
   * ask about one mesh after another.
   */
  async switchTo(applied: KubeObject[], deleted: KubeObject[] = []): Promise<void> {
    await waitForServices(this, applied);
    await waitForProxies(this, applied, deleted);
    await waitForEnvoys(this.asker, ['warming']);
    await waitForEndpoints(this.istiod);
    await waitForEnvoys(this.asker, ['warming']);
    const proxies = new Set((await this.istiod.proxies()).map(({ proxy }) => proxy));
    await endConnections((await this.asker.pods()).filter(({ name, namespace }) => proxies.has(`${name}.${namespace}`)).map(({ net }) => net));
  }

  /** Announces more hosts outside the mesh: their names resolve in every pod, and one app answers for all of them, on all ports. */
  async addOutside(outside: OutsideHosts): Promise<void> {
    await askKubelet(this.run, { outside });
  }

  async accessLogs(testId: string): Promise<AccessLogLine[]> {
    return accessLogs(this.run, this.asker, testId);
  }

  async down(): Promise<void> {
    this.close();
    await down(this.run);
  }

  /** Lets go of the mesh, which stays up. */
  close(): void {
    this.asker.close();
    this.kube.close();
  }
}
