import type { Asked } from '../mesh/ask';
import type { Mesh } from '../mesh/mesh';

/** How long the application keeps a request: nothing that is refused may wait for it. */
const WORK_MS = 2_000;

/** What is wrong with the limits that till (two connections, two may wait) and desk (three requests) declare. */
export async function wrongLimits(mesh: Mesh, run: string): Promise<string[]> {
  return (await Promise.all([wrongLimit(mesh, 'till', 4, run), wrongLimit(mesh, 'desk', 3, run)])).flat();
}

async function wrongLimit(mesh: Mesh, service: string, limit: number, run: string): Promise<string[]> {
  const together = async (round: string, count: number, delay: number): Promise<Asked[]> => mesh.asker.askAll('shop/customer', Array.from({ length: count }, () => ({
    url: `http://${service}:8080/`, headers: { 'x-test-id': `${run}-${service}-${round}`, 'x-test-delay': String(delay) },
  })));
  // A request that waits for its connection to be made is one that waits: the connections are made first.
  const first = await together('first', 2, 200);
  const below = await together('below', limit, WORK_MS / 4);
  const above = await together('above', limit + 6, WORK_MS);
  const afterwards = await together('afterwards', limit, WORK_MS / 4);
  const refused = above.filter(({ status }) => status === 503);
  const flags = (await mesh.accessLogs(`${run}-${service}-above`)).filter(({ pod, status }) => pod.includes('customer') && String(status) === '503').map((line) => line.flags);
  const arrived = await mesh.asker.attempts(`shop/${service}`, `${run}-${service}-above`);
  const served = (answers: Asked[]) => answers.filter(({ status }) => status === 200).length;
  return [
    ...(served(first) === 2 && served(below) === limit ? [] : [`${service}: below its limit ${served(below)} of ${limit} were served`]),
    ...(served(above) === limit && refused.length === 6 ? [] : [`${service}: above its limit ${served(above)} were served and ${refused.length} refused`]),
    ...(refused.every(({ took }) => took < WORK_MS) ? [] : [`${service}: the refused had to wait`]),
    ...(flags.length === refused.length && flags.every((flag) => flag === 'UO') ? [] : [`${service}: the log says ${flags.join(', ')}`]),
    ...(arrived === served(above) ? [] : [`${service}: ${arrived} arrived`]),
    ...(served(afterwards) === limit ? [] : [`${service}: afterwards ${served(afterwards)} of ${limit} were served`]),
  ];
}
