import type { Mesh } from '../mesh/mesh';

const REQUESTS = 30;

/** What is wrong with the stickiness of search (by a header) and catalogue (by a cookie that the proxy gives). */
export async function wrongStickiness(mesh: Mesh): Promise<string[]> {
  const ask = async (service: string, header: string, value: (index: number) => string | undefined) => (mesh.asker.askAll(
    'shop/customer',
    Array.from({ length: REQUESTS }, (_, index) => ({ url: `http://${service}:8080/`, headers: headersOf(header, value(index)) })),
  ));
  const pods = (answers: Awaited<ReturnType<typeof ask>>) => new Set(answers.map(({ reply, status, error }) => reply?.pod ?? `${status ?? error}`)).size;

  const given = (await mesh.asker.ask('shop/customer', { url: 'http://catalogue:8080/' })).headers?.['set-cookie']?.[0];
  const cookie = given?.split(';')[0];
  const sticky = {
    'search, one user': pods(await ask('search', 'x-user', () => 'ada')),
    'search, another user': pods(await ask('search', 'x-user', () => 'grace')),
    'catalogue, one basket': pods(await ask('catalogue', 'cookie', () => cookie)),
  };
  const spread = {
    'search, many users': pods(await ask('search', 'x-user', (index) => `user-${index}`)),
    'catalogue, no baskets': pods(await ask('catalogue', 'cookie', () => undefined)),
  };
  return [
    ...(/^"?basket="?.+Max-Age=3600/.test(given ?? '') ? [] : [`catalogue gives the cookie ${given}`]),
    ...Object.entries(sticky).filter(([, count]) => count !== 1).map(([who, count]) => `${who}: ${count} pods`),
    ...Object.entries(spread).filter(([, count]) => count !== 3).map(([who, count]) => `${who}: ${count} pods`),
  ];
}

function headersOf(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
