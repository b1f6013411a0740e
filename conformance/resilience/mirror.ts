import { times } from './times';
import type { Mesh } from '../mesh/mesh';
import { until } from '../mesh/until';

interface Copied {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  /** How often it arrives at the version that answers, and at the one that is watched. */
  readonly answering: number;
  readonly watched: number;
}

const CASES: Copied[] = [
  { method: 'GET', path: '/copied', answering: 1, watched: 1 },
  { method: 'GET', path: '/copied/below', answering: 1, watched: 1 },
  { method: 'OPTIONS', path: '/copied', answering: 1, watched: 1 },
  // Tried again, and copied once.
  { method: 'GET', path: '/copied', headers: { 'x-test-fail': '1' }, answering: 2, watched: 1 },
  // What a copied request does would be done twice.
  { method: 'POST', path: '/copied', answering: 1, watched: 0 },
  { method: 'PUT', path: '/copied', answering: 1, watched: 0 },
  { method: 'DELETE', path: '/copied', answering: 1, watched: 0 },
  { method: 'GET', path: '/copiedly', answering: 1, watched: 0 },
];

/** What is wrong with the copies that ledger's v2 gets, while v2 itself fails. */
export async function wrongCopies(mesh: Mesh, run: string): Promise<string[]> {
  await mesh.asker.behave('shop/ledger-v2', { status: 500, delay: 1_000 });
  const complaints = await Promise.all(CASES.map(async (one, index) => complaint(mesh, one, `${run}-${index}`)));
  await mesh.asker.behave('shop/ledger-v2', {});
  return complaints.flat();
}

async function complaint(mesh: Mesh, { method, path, headers, answering, watched }: Copied, id: string): Promise<string[]> {
  const { status, reply } = await mesh.asker.ask('shop/customer', { url: `http://ledger:8080${path}`, method, headers: { 'x-test-id': id, ...headers } });
  const counted = async () => [await mesh.asker.attempts('shop/ledger-v1', id), await mesh.asker.attempts('shop/ledger-v2', id)];
  // A copy that must not come is waited for, too: the others are there at once.
  await until('a copy', watched > 0 ? 5 : 2, async () => (await counted())[1] > 0).catch(() => undefined);
  const [atFirst, atSecond] = await counted();
  return [
    ...(status === 200 && reply?.version === 'v1' ? [] : [`${method} ${path}: ${status} from ${reply?.version}`]),
    ...(atFirst === answering && atSecond === watched ? [] : [`${method} ${path}: v1 has it ${times(atFirst)}, v2 ${times(atSecond)}`]),
  ];
}
