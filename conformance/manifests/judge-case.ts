import type { Synthesized } from './synthesized';
import { applyAll } from '../mesh/apply';
import { externalHosts } from '../mesh/external-hosts';
import { serveGateways } from '../mesh/gateways';
import type { Message } from '../mesh/judges';
import type { Mesh } from '../mesh/mesh';
import { waitForProxies, waitForWorkloads } from '../mesh/settle';

export const JUDGES = [
  'refused', 'warned of', 'istioctl validate', 'istioctl analyze of the file', 'istioctl analyze of the cluster',
  'workload that does not run', 'update rejected by Envoy', 'proxy or pod not ready',
] as const;

export type Judge = typeof JUDGES[number];

/** What a judge said of a case. */
export interface Said {
  readonly judge: Judge;
  readonly about: string;
  readonly text: string;
}

/**
 * Applies a case unchanged, and hears every judge about it. Nobody will ask anything of it, so that connections of the case before
 * may go on as they like.
 */
export async function judgeCase(mesh: Mesh, { name, file, objects }: Synthesized, seconds = 120): Promise<Said[]> {
  const rejectedBefore = new Set(await mesh.judges.rejectedUpdates());
  const { hosts } = externalHosts(objects);
  if (hosts.length > 0) await mesh.addOutside(externalHosts(objects));
  const { objects: applied, refusals, warnings } = await applyAll(mesh.kube, objects);
  await serveGateways(mesh.kube, mesh.authority);
  const stuck = await waitForWorkloads(mesh.kube, applied, seconds);
  await waitForProxies(mesh, applied);
  const validated = await mesh.judges.validate([file]);
  const all: Record<Judge, string[]> = {
    'refused': refusals.map(({ object, text }) => `${object}: ${text}`),
    'warned of': warnings.map(({ object, text }) => `${object}: ${text}`),
    'istioctl validate': validated === undefined ? [] : [validated],
    'istioctl analyze of the file': (await mesh.judges.analyzeFiles([file])).map(lineOf),
    'istioctl analyze of the cluster': (await mesh.judges.analyzeCluster()).map(lineOf),
    'workload that does not run': stuck,
    // proxies count as long as they live
    'update rejected by Envoy': (await mesh.judges.rejectedUpdates()).filter((rejected) => !rejectedBefore.has(rejected)),
    'proxy or pod not ready': await mesh.judges.notReady(),
  };
  return JUDGES.flatMap((judge) => all[judge].map((text) => ({ judge, about: name, text })));
}

function lineOf({ level, code, origin, text }: Message): string {
  return `${level} ${code} ${origin}: ${text}`;
}
