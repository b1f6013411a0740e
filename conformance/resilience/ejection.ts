import type { Asked } from '../mesh/ask';
import type { Mesh } from '../mesh/mesh';
import { until } from '../mesh/until';

const BASE_EJECTION_MS = 3_000;

/** Envoy tells its load balancer of at most one change a second: what is to come of failures has come after that. */
const CHANGE_MS = 1_500;

/** What is wrong with the ejection that catalogue declares: a failing pod of three is left out, for its time, and never two. */
export async function wrongEjection(mesh: Mesh): Promise<string[]> {
  const [failing, alsoFailing] = (await mesh.asker.podsAt('shop/catalogue')).map(({ name }) => name);
  await mesh.asker.behave(`shop/${failing}`, { status: 503 });
  const start = Date.now();
  const left = await becomes(mesh, 'catalogue', (round) => podsOf(round).size === 2 && errorsOf(round) === 0);
  await mesh.asker.behave(`shop/${failing}`, {});
  if (!left) return ['the failing pod is not left out'];
  const returned = await becomes(mesh, 'catalogue', (round) => podsOf(round).has(failing));
  const away = Date.now() - start;
  await mesh.asker.behave(`shop/${failing}`, { status: 503 });
  await mesh.asker.behave(`shop/${alsoFailing}`, { status: 503 });
  const oneLeft = await becomes(mesh, 'catalogue', (round) => podsOf(round).size === 2);
  const later = await asLongAsAChangeTakes(mesh, 'catalogue');
  await mesh.asker.behave('shop/catalogue', {});
  return [
    ...(returned ? [] : ['the pod does not return']),
    ...(away >= BASE_EJECTION_MS ? [] : [`the pod was away for ${away} ms`]),
    ...(oneLeft ? [] : ['of two failing pods neither is left out']),
    // The first may be back by then, but the second never goes beside it.
    ...(later.every((round) => podsOf(round).size >= 2 && errorsOf(round) > 0) ? [] : ['both failing pods are left out']),
  ];
}

/** What is wrong with search, of whose three pods a tenth may be ejected, which is none. */
export async function wrongRounding(mesh: Mesh): Promise<string[]> {
  const [{ name }] = await mesh.asker.podsAt('shop/search');
  await mesh.asker.behave(`shop/${name}`, { status: 503 });
  const later = await asLongAsAChangeTakes(mesh, 'search');
  await mesh.asker.behave('shop/search', {});
  return errorsOf(later[later.length - 1]) > 0 ? [] : ['one of three was ejected where a tenth may be'];
}

/** Whether it does within a generous time. */
async function becomes(mesh: Mesh, service: string, is: (round: Asked[]) => boolean): Promise<boolean> {
  return until('a change', 8, async () => is(await ask(mesh, service))).catch(() => false);
}

/** The rounds until then, and one after it. */
async function asLongAsAChangeTakes(mesh: Mesh, service: string): Promise<Asked[][]> {
  const rounds: Asked[][] = [];
  const end = Date.now() + CHANGE_MS;
  while (Date.now() < end) rounds.push(await ask(mesh, service));
  return [...rounds, await ask(mesh, service)];
}

/** One after another, each of another user, so that every pod has its share. */
async function ask(mesh: Mesh, service: string): Promise<Asked[]> {
  const answers: Asked[] = [];
  for (let index = 0; index < 40; index++) {
    answers.push(await mesh.asker.ask('shop/customer', { url: `http://${service}:8080/`, headers: { 'x-user': `user-${index}` } }));
  }
  return answers;
}

function podsOf(answers: Asked[]): Set<string> {
  return new Set(answers.map(({ reply, status, error }) => reply?.pod ?? String(status ?? error)));
}

function errorsOf(answers: Asked[]): number {
  return answers.filter(({ status }) => status !== 200).length;
}
