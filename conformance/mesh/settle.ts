import { randomUUID } from 'node:crypto';
import { Asker } from './ask';
import { Istiod, configKey } from './istiod';
import { Kube, KubeObject } from './kube';
import { nameOf } from './manifests';
import { sleep, until } from './until';

const WORKLOADS = ['deployments', 'statefulsets', 'daemonsets'];

/** Waits until the applied workloads, and the gateways made of applied ones, run as they are declared; resolves with those that never did, and why. */
export async function waitForWorkloads(kube: Kube, applied: KubeObject[], seconds: number): Promise<string[]> {
  const uids = new Set(applied.map(({ metadata }) => metadata.uid));
  const isMeant = ({ metadata }: KubeObject) => uids.has(metadata.uid) || metadata.labels?.['gateway.networking.k8s.io/gateway-name'] !== undefined;
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const workloads = await Promise.all(WORKLOADS.map(async (plural) => kube.list(`/apis/apps/v1/${plural}`)));
    const waiting = workloads.flat().filter((workload) => isMeant(workload) && !isRolledOut(workload));
    if (waiting.length === 0) return [];
    if (Date.now() > end) return Promise.all(waiting.map(async (workload) => whyNot(kube, workload)));
    await sleep(100);
  }
}

const ISTIO = /^(networking|security|telemetry|extensions)\.istio\.io\//;

/** Who knows what is to be, and who makes proxies do it. */
interface ControlPlane {
  readonly kube: Kube;
  readonly istiod: Istiod;
}

/** Waits until istiod has taken up what was applied and let go of what was deleted, and every proxy has acknowledged what comes of it. */
export async function waitForProxies({ istiod, kube }: ControlPlane, applied: KubeObject[], deleted: KubeObject[] = []): Promise<void> {
  const isIstios = ({ apiVersion }: KubeObject) => ISTIO.test(apiVersion);
  await until('istiod to take up what has changed', 30, async () => {
    const known = await istiod.configuration();
    return applied.filter(isIstios).every((object) => Number(known.get(configKey(object))) >= Number(object.metadata.resourceVersion))
      && !deleted.filter(isIstios).some((object) => known.has(configKey(object)));
  });
  await waitForSnapshot(istiod, kube);
  await pushToAll(istiod, 4);
}

/** istiod pushes snapshots of what it knows, and shows the policies of the last one: one that has this policy, for nobody, was taken after all that is known now. */
async function waitForSnapshot(istiod: Istiod, kube: Kube): Promise<void> {
  const mark = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: `settled-${randomUUID()}`, namespace: 'kube-public' },
    spec: {},
  };
  await kube.apply(mark);
  await until('istiod to push what it knows', 30, async () => (await istiod.snapshot()).includes(mark.metadata.name), 20);
  // `istioctl analyze` would wonder whom it is for
  await kube.delete(await kube.kinds.pathOf(mark));
}

/**
 * istiod computes endpoints once for all proxies, and forgets that their Sidecars may show different ports: those it has computed for a
 * proxy that was just losing a port are none, and go to all. Has it compute them again, when every proxy knows what it has.
 */
export async function waitForEndpoints(istiod: Istiod): Promise<void> {
  await istiod.forgetComputed();
  await pushToAll(istiod, 2);
}

/**
 * A proxy gets one push after the other, each beginning with its clusters, so that all but the last that have begun are complete. Of older
 * snapshots one may be on its way and one in the queue: the third is of the last one.
 */
async function pushToAll(istiod: Istiod, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const before = new Map((await istiod.proxies()).map(({ proxy, resources }) => [proxy, resources.Cluster?.sent]));
    await istiod.push();
    await until('every proxy to be sent its configuration', 60, async () =>
      (await istiod.proxies()).every(({ proxy, resources }) => resources.Cluster?.sent !== before.get(proxy)), 20);
  }
  await until('every proxy to have the configuration', 60, async () =>
    (await istiod.proxies()).every(({ resources }) => Object.values(resources).every(({ sent, acked, error }) => sent === acked || error)), 20);
}

/** What Envoy counts while it changes. */
const CHANGES = {
  /** What is acknowledged holds once it is warm. */
  warming: '_warming$|warming_clusters$',
  /** Connections that were open before are judged by the rules of then until they are drained. */
  draining: '_draining$',
};

/** Waits until no proxy is changing any more. */
export async function waitForEnvoys(asker: Asker, changes: readonly (keyof typeof CHANGES)[]): Promise<void> {
  const url = `http://localhost:15000/stats?filter=${changes.map((change) => CHANGES[change]).join('|')}`;
  await until(`proxies to end ${changes.join(' and ')}`, 60, async () => {
    const busy = await Promise.all((await asker.pods()).map(async (pod) => isChanging(asker, `${pod.namespace}/${pod.name}`, url)));
    return !busy.includes(true);
  });
}

async function isChanging(asker: Asker, pod: string, url: string): Promise<boolean> {
  // A pod that has just gone changes nothing.
  const answer = await asker.ask(pod, { url }).catch(() => undefined);
  // Nobody listens there in a pod without proxy.
  if (answer === undefined || answer.error === 'ECONNREFUSED') return false;
  return answer.status !== 200 || /: [1-9]/.test(answer.body ?? '');
}

function isRolledOut({ metadata, spec, status }: KubeObject): boolean {
  const wanted = status.desiredNumberScheduled ?? spec.replicas ?? 1;
  const updated = status.updatedReplicas ?? status.updatedNumberScheduled ?? 0;
  const ready = status.readyReplicas ?? status.numberReady ?? 0;
  const all = status.replicas ?? status.currentNumberScheduled ?? 0;
  return (status.observedGeneration ?? 0) >= metadata.generation && updated === wanted && ready === wanted && all === wanted;
}

/** The refusal of its pods, else what its pods wait for. */
async function whyNot(kube: Kube, { metadata, spec, status }: KubeObject): Promise<string> {
  const refusal = status.conditions?.find(({ type, status: value }: KubeObject) => type === 'ReplicaFailure' && value === 'True');
  const name = `${metadata.namespace}/${metadata.name}`;
  if (refusal !== undefined) return `${name}: ${refusal.message}`;
  const selector = Object.entries(spec.selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`).join(',');
  const pods = await kube.list(`/api/v1/namespaces/${metadata.namespace}/pods?labelSelector=${encodeURIComponent(selector)}`);
  const waiting = pods.flatMap((pod) => [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])]
    .filter(({ ready }: KubeObject) => !ready)
    .map(({ name: container, state }: KubeObject) =>
      `${nameOf({ kind: 'Pod', ...pod })}, container ${container}: ${state?.waiting?.message ?? state?.waiting?.reason ?? 'not ready'}`));
  return `${name}: ${waiting.length > 0 ? waiting.join('; ') : 'has no pods yet'}`;
}
