import type { Mesh } from '../mesh/mesh';

const REQUESTS = 400;
const SHARE = 0.3;
const DELAY_MS = 1_000;

/** What is wrong with the faults that orders declares: some of /refused are aborted, all of /late wait, and nothing else suffers. An injected 503 is final, though both try again after one of the application. */
export async function wrongFaults(mesh: Mesh, run: string): Promise<string[]> {
  const [inside, outside, late] = await Promise.all([
    wrongShare(mesh, 'shop/customer', 'http://orders:8080', `${run}-inside`),
    wrongShare(mesh, 'outside', 'http://shop.example.com', `${run}-outside`),
    wrongDelay(mesh),
  ]);
  return [...inside, ...outside, ...late];
}

async function wrongShare(mesh: Mesh, from: string, host: string, id: string): Promise<string[]> {
  const ask = async (path: string, count: number) => mesh.asker.askAll(from, Array.from({ length: count }, () => ({ url: `${host}${path}`, headers: { 'x-test-id': id } })));
  const answers = await ask('/refused', REQUESTS);
  const aborted = answers.filter(({ status }) => status === 503).length;
  const served = answers.filter(({ status }) => status === 200).length;
  const arrived = await mesh.asker.attempts('shop/orders', id);
  const sigma = Math.sqrt(REQUESTS * SHARE * (1 - SHARE));
  const others = await ask('/refusedly', REQUESTS / 4);
  return [
    ...(Math.abs(aborted - REQUESTS * SHARE) <= 4 * sigma ? [] : [`${from}: ${aborted > REQUESTS * SHARE ? 'too many' : 'too few'} were aborted`]),
    ...(aborted + served === REQUESTS ? [] : [`${from}: ${REQUESTS - aborted - served} were neither aborted nor served`]),
    ...(arrived === served ? [] : [`${from}: ${arrived} arrived and ${served} were served`]),
    ...(others.every(({ status }) => status === 200) ? [] : [`${from}: requests were aborted that no fault is declared for`]),
  ];
}

async function wrongDelay(mesh: Mesh): Promise<string[]> {
  const ask = async (path: string) => mesh.asker.askAll('shop/customer', Array.from({ length: 10 }, () => ({ url: `http://orders:8080${path}` })));
  const late = await ask('/late');
  const others = await ask('/lately');
  return [
    ...(late.every(({ status, took }) => status === 200 && took >= DELAY_MS - 50) ? [] : ['requests were not delayed']),
    // The fastest of many: a busy machine delays some of them, too.
    ...(Math.min(...others.map(({ took }) => took)) < DELAY_MS ? [] : ['requests were delayed that no fault is declared for']),
  ];
}
