import type { KubeObject } from '../mesh/kube';
import type { Mesh } from '../mesh/mesh';
import { until } from '../mesh/until';

/** What istiod needs for one push to one proxy, on average, in milliseconds. */
export interface PushTime {
  /** From the change to the proxy's answer. */
  readonly convergence: number;
  /** Computing and sending. */
  readonly push: number;
  /** Taking in the whole mesh anew, once for each change. */
  readonly context: number;
}

const METRICS = { convergence: 'pilot_proxy_convergence_time', push: 'pilot_xds_push_time', context: 'pilot_pushcontext_init_seconds' };

/** Takes one object away and gives it back, some times, and reads istiod's own clocks. */
export async function pushTime(mesh: Mesh, object: KubeObject, times = 5): Promise<PushTime> {
  const before = await clocks(mesh);
  for (let time = 0; time < times; time += 1) {
    await pushed(mesh, async () => mesh.kube.delete(await mesh.kube.kinds.pathOf(object)));
    await pushed(mesh, async () => mesh.kube.apply(object));
  }
  const after = await clocks(mesh);
  const passed = (name: keyof typeof METRICS) => ({ sum: after[name].sum - before[name].sum, count: after[name].count - before[name].count });
  const pushes = passed('convergence').count;
  return {
    convergence: 1_000 * passed('convergence').sum / pushes,
    // a push has several parts, each with a time of its own
    push: 1_000 * passed('push').sum / pushes,
    context: 1_000 * passed('context').sum / passed('context').count,
  };
}

/** Waits for the proxy's answer to a change. */
async function pushed(mesh: Mesh, change: () => Promise<unknown>): Promise<void> {
  const answers = async () => mesh.istiod.metric(`${METRICS.convergence}_count`);
  const before = await answers();
  await change();
  await until('a push', 60, async () => await answers() > before);
}

async function clocks(mesh: Mesh): Promise<Record<keyof typeof METRICS, { sum: number; count: number }>> {
  const entries = Object.entries(METRICS).map(async ([name, metric]) =>
    [name, { sum: await mesh.istiod.metric(`${metric}_sum`), count: await mesh.istiod.metric(`${metric}_count`) }]);
  return Object.fromEntries(await Promise.all(entries));
}
