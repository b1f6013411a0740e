import { KubeObject } from '../kube';
import { watch } from '../watch';
import { Kubelet, Pod } from './pod';

/** More at once would start none of them sooner. */
const STARTING_AT_ONCE = 4;

/** What the test is told of a running pod. */
export interface RunningPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly net: string;
  readonly address: string;
  readonly socket: string;
}

/** Binds every pod to the one node, runs it, and ends it. */
export class Pods {
  private readonly running = new Map<string, { pod: Pod; object: KubeObject }>();
  private readonly queue: (() => Promise<void>)[] = [];
  private starting = 0;
  private count = 0;

  constructor(private readonly kubelet: Kubelet) {
    kubelet.view.onChange(() => this.running.forEach(({ pod }) => void pod.updatePorts()));
  }

  async run(): Promise<never> {
    return watch(this.kubelet.kube, '/api/v1/pods', (object, gone) => this.take(object, gone));
  }

  list(): RunningPod[] {
    return [...this.running.values()].map(({ pod, object: { metadata } }) => ({
      namespace: metadata.namespace,
      name: metadata.name,
      labels: metadata.labels ?? {},
      net: pod.net,
      address: pod.address,
      socket: pod.socket,
    }));
  }

  private take(object: KubeObject, gone: boolean): void {
    const { uid, deletionTimestamp } = object.metadata;
    const known = this.running.get(uid);
    if (gone) void this.stop(uid, 0);
    else if (deletionTimestamp) void this.delete(object);
    else if (known === undefined && !isOver(object) && isForUs(object)) this.add(object);
  }

  private add(object: KubeObject): void {
    this.count += 1;
    const pod = new Pod(this.kubelet, object, this.count);
    this.running.set(object.metadata.uid, { pod, object });
    this.queue.push(async () => {
      if (object.spec.nodeName === undefined) await this.bind(object);
      await pod.start();
    });
    this.next();
  }

  private next(): void {
    while (this.starting < STARTING_AT_ONCE && this.queue.length > 0) {
      this.starting += 1;
      void this.queue.shift()!().catch(say).finally(() => { this.starting -= 1; this.next(); });
    }
  }

  private async bind({ metadata: { name, namespace } }: KubeObject): Promise<void> {
    await this.kubelet.kube.create(`/api/v1/namespaces/${namespace}/pods/${name}/binding`, {
      apiVersion: 'v1', kind: 'Binding', metadata: { name, namespace }, target: { apiVersion: 'v1', kind: 'Node', name: 'node' },
    });
  }

  private async delete({ metadata: { name, namespace, uid }, spec }: KubeObject): Promise<void> {
    if (this.running.get(uid)?.object.metadata.deletionTimestamp) return;
    const entry = this.running.get(uid);
    if (entry !== undefined) entry.object.metadata.deletionTimestamp = 'now';
    await this.stop(uid, spec.terminationGracePeriodSeconds ?? 30);
    await this.kubelet.kube.delete(`/api/v1/namespaces/${namespace}/pods/${name}`, { gracePeriodSeconds: 0, preconditions: { uid } }).catch(say);
  }

  private async stop(uid: string, grace: number): Promise<void> {
    await this.running.get(uid)?.pod.stop(grace).catch(say);
    this.running.delete(uid);
  }
}

/** A pod that asks for another scheduler waits for it, as in any cluster. */
function isForUs({ spec }: KubeObject): boolean {
  return spec.nodeName !== undefined || spec.schedulerName === undefined || spec.schedulerName === 'default-scheduler';
}

function isOver(object: KubeObject): boolean {
  return object.status?.phase === 'Succeeded' || object.status?.phase === 'Failed';
}

function say(error: Error): void {
  process.stderr.write(`${error.message}\n`);
}
