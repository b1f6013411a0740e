import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Asker } from './ask';
import { Run } from './run';
import { sleep } from './until';

/** One line of an access log; which fields there are is said in istio/install.yaml. */
export type AccessLogLine = Record<string, unknown> & { readonly pod: string };

/** What every proxy on its way has written about a request, found by its x-test-id: which route and cluster it took, which policy refused it. */
export async function accessLogs(mesh: Run, asker: Asker, testId: string): Promise<AccessLogLine[]> {
  // Envoy writes its logs once a second.
  await sleep(1_100);
  return (await asker.pods()).flatMap(({ namespace, name }) => {
    const file = join(mesh.podDir(namespace, name), 'access.log');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8').split('\n').filter((line) => line.includes(testId)).map((line) => ({ pod: `${namespace}/${name}`, ...JSON.parse(line) }));
  });
}
