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

/**
 * Waits until istiod has taken up what was applied and let go of what was deleted, and every proxy has answered what it was sent last.
 * Endpoints and Services come on the same way, so that an answer to a later push has them, too.
 */
export async function waitForProxies(istiod: Istiod, applied: KubeObject[], deleted: KubeObject[] = []): Promise<void> {
  const isIstios = ({ apiVersion }: KubeObject) => ISTIO.test(apiVersion);
  await until('istiod to take up what has changed', 30, async () => {
    const known = await istiod.configuration();
    return applied.filter(isIstios).every((object) => Number(known.get(configKey(object))) >= Number(object.metadata.resourceVersion))
      && !deleted.filter(isIstios).some((object) => known.has(configKey(object)));
  });
  // istiod collects changes for 100 ms before it pushes them.
  await sleep(200);
  let last = '';
  await until('every proxy to have the configuration', 60, async () => {
    const proxies = await istiod.proxies();
    const state = JSON.stringify(proxies);
    const hasAnswered = ({ resources }: typeof proxies[number]) =>
      Object.values(resources).every(({ sent, acked, error }) => sent === acked || error);
    const settled = state === last && proxies.every(hasAnswered);
    last = state;
    return settled;
  }, 150);
}

/** Connections that were open before a change are judged by the rules of then until they are drained: waits for the last of them. */
export async function waitForDraining(asker: Asker): Promise<void> {
  await until('proxies to drain old connections', 60, async () => {
    const draining = await Promise.all((await asker.pods()).map(async (pod) => isDraining(asker, `${pod.namespace}/${pod.name}`)));
    return !draining.includes(true);
  }, 100);
}

async function isDraining(asker: Asker, pod: string): Promise<boolean> {
  // A pod that has just gone drains nothing.
  const answer = await asker.ask(pod, { url: 'http://localhost:15000/stats?filter=_draining$' }).catch(() => undefined);
  return /: [1-9]/.test(answer?.body ?? '');
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
