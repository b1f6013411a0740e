import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Asker } from './ask';
import { Istiod } from './istiod';
import { Kube, KubeObject } from './kube';
import { inNetwork, run } from './processes';
import { Run } from './run';

export interface Message {
  readonly code: string;
  readonly level: string;
  readonly origin: string;
  readonly text: string;
}

/** What Istio's own tools and programs say about what was applied. */
export class Judges {
  constructor(private readonly mesh: Run, private readonly kube: Kube, private readonly asker: Asker, private readonly istiod: Istiod) {}

  /** `istioctl analyze` against the cluster. */
  async analyzeCluster(): Promise<Message[]> {
    return this.analyze(['--all-namespaces']);
  }

  /** `istioctl analyze` of files alone, which skips whatever needs Services, namespaces or pods. */
  async analyzeFiles(files: string[]): Promise<Message[]> {
    return this.analyze(['--use-kube=false', '--all-namespaces', ...files]);
  }

  /** `istioctl validate`; undefined when it has nothing to say. */
  async validate(files: string[]): Promise<string | undefined> {
    const said = await this.istioctl(['validate', ...files.flatMap((file) => ['-f', file])]).catch((error: Error) => error.message);
    return said.split('\n').every((line) => line === '' || /^validation succeed$/.test(line.trim()) || /^".*" is valid$/.test(line.trim())) ? undefined : said;
  }

  /** Updates that a proxy has refused, as istiod and the proxies themselves remember them. */
  async rejectedUpdates(): Promise<string[]> {
    const now = (await this.istiod.proxies()).flatMap(({ proxy, resources }) => Object.entries(resources)
      .filter(([, { error }]) => error)
      .map(([type, { error }]) => `${proxy} refuses ${type}: ${error}`));
    const counted = (await this.istiod.metrics('pilot_total_xds_rejects')).filter(({ value }) => value > 0).map(({ labels, value }) => `pilot_total_xds_rejects${labels} ${value}`);
    const remembered = await Promise.all((await this.asker.pods()).filter(({ socket }) => existsSync(socket)).map(async ({ namespace, name }) => this.rejectedBy(`${namespace}/${name}`)));
    return [...now, ...counted, ...remembered.flat()];
  }

  /** Pods that are not ready, and proxies that have not answered what they were sent. */
  async notReady(): Promise<string[]> {
    const pods = await this.kube.list('/api/v1/pods');
    const unready = pods.filter(({ status }) => status.phase !== 'Succeeded' && !isReady(status)).map(({ metadata }) => `${metadata.namespace}/${metadata.name} is not ready`);
    const stale = (await this.istiod.proxies()).flatMap(({ proxy, resources }) => Object.entries(resources)
      .filter(([, { sent, acked }]) => sent !== acked)
      .map(([type]) => `${proxy} has not answered ${type}`));
    return [...unready, ...stale];
  }

  async istioctl(args: string[]): Promise<string> {
    const [command, rest] = inNetwork(this.mesh.node, join(this.mesh.bin, 'istioctl'), args);
    return run(command, rest, { env: { ...process.env, KUBECONFIG: this.mesh.kubeconfig } });
  }

  private async analyze(args: string[]): Promise<Message[]> {
    const messages: KubeObject[] = JSON.parse(await this.istioctl(['analyze', '--output=json', ...args])) ?? [];
    return messages.map(({ code, level, origin, message }) => ({ code, level, origin: origin ?? '', text: message }));
  }

  private async rejectedBy(pod: string): Promise<string[]> {
    const { body, status } = await this.asker.ask(pod, { url: 'http://localhost:15000/stats?filter=update_rejected|config_reload_fail' });
    // A pod without proxy.
    if (status !== 200) return [];
    return (body ?? '').split('\n').filter((line) => /: [1-9]/.test(line)).map((line) => `${pod}: ${line}`);
  }
}

function isReady(status: KubeObject): boolean {
  return status.conditions?.some(({ type, status: value }: KubeObject) => type === 'Ready' && value === 'True');
}
