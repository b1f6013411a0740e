import type { Mesh } from '../mesh/mesh';
import { until } from '../mesh/until';

/** What is wrong with the failover that depot declares: its near pod is asked alone, until it fails; then the one elsewhere. */
export async function wrongFailover(mesh: Mesh): Promise<string[]> {
  const near = await askDepot(mesh);
  await mesh.asker.behave('shop/depot-v1', { status: 503 });
  const far = await until('the other region', 5, async () => {
    const asked = await askDepot(mesh);
    return asked === 'elsewhere' && asked;
  }).catch(async () => askDepot(mesh));
  await mesh.asker.behave('shop/depot-v1', {});
  return [
    ...(near === 'near' ? [] : [`while all is well, pods ${near} are asked`]),
    ...(far === 'elsewhere' ? [] : [`while the near pod fails, pods ${far} are asked`]),
  ];
}

/** Where the pods are that answer, whatever they answer. */
async function askDepot(mesh: Mesh): Promise<string> {
  const places = new Set<string>();
  for (let count = 0; count < 20; count++) {
    const { reply, status, error } = await mesh.asker.ask('shop/customer', { url: 'http://depot:8080/' });
    places.add(reply === undefined ? String(status ?? error) : reply.pod.startsWith('depot-elsewhere') ? 'elsewhere' : 'near');
  }
  return [...places].sort().join(' and ');
}
