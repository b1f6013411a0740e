import assert from 'node:assert';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readExpectations, type Request } from './expectations';
import { ecommerce, token } from './system';
import { Mesh, type Settled } from '../mesh/mesh';

const { callers, callees, isAllowed } = readExpectations(join(__dirname, 'access.txt'));
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const FOREIGN = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'foreign', labels: { 'istio-injection': 'enabled' } } },
  ...[['foreign', 'visitor'], ['ecommerce', 'stranger'], ['admin', 'robot']].map(([namespace, name]) => ({
    apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace },
  })),
];

let mesh: Mesh;
let settled: Settled;

before(async () => {
  mesh = await Mesh.up('ecommerce', { owner: process.pid });
  settled = await mesh.apply([...ecommerce(), ...FOREIGN]);
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

test('every object is accepted without a warning, and everything runs', () => {
  assert.deepStrictEqual([settled.refusals, settled.warnings, settled.stuck], [[], [], []]);
});

test('no proxy refuses what it is sent', async () => {
  assert.deepStrictEqual([await mesh.judges.rejectedUpdates(), await mesh.judges.notReady()], [[], []]);
});

test('istioctl analyze has nothing to say about what was applied', async () => {
  const isExpected = (code: string, origin: string) => EXPECTED.some((known) => known.code === code && origin.includes(known.about));
  const about = (await mesh.judges.analyzeCluster()).filter(({ origin, code }) => !isExpected(code, origin));
  assert.deepStrictEqual(about, []);
});

/** Messages about the test's own cluster. */
const EXPECTED = [
  // istiod is installed as it comes, without limits to where it fetches keys
  { code: 'IST0175', about: 'istiod' },
  // nothing is in it
  { code: 'IST0102', about: 'default' },
];

for (const [caller, place] of callers) {
  test(`${caller} may do what it may do, and nothing else`, async () => {
    const requests = callees.flatMap(({ name, host, paths }) =>
      paths.flatMap((path) => METHODS.map((method) => ({ caller, method, callee: name, path, host }))));
    const wrong = await Promise.all(requests.map(async (request) => verdict(request, place)));
    assert.deepStrictEqual(wrong.filter((line) => line !== undefined), []);
    asked += requests.length;
  });
}

let asked = 0;
test('more than a thousand requests were asked', () => {
  assert.ok(asked >= 1_000, `${asked}`);
});

/** What was expected and what came, where the two differ. */
async function verdict({ host, ...request }: Request & { readonly host: string }, place: string): Promise<string | undefined> {
  const id = [request.caller, request.method, request.callee, request.path].join(' ');
  // a pod calls itself without the mesh: the loopback is nobody's business
  if (request.caller === request.callee) return undefined;
  const headers = { 'x-test-id': id, 'authorization': `Bearer ${token()}` };
  const { status, error, reply } = await mesh.asker.ask(place, { url: `http://${host}:8080${request.path}`, method: request.method, headers });
  const reached = reply?.service === request.callee;
  if (reached === isAllowed(request) && (reached ? status === 200 : true)) return undefined;
  const logs = await mesh.accessLogs(id);
  return `${id}: expected ${isAllowed(request) ? `200 from ${request.callee}` : 'a refusal'}, got ${status ?? error} ${reply?.service ?? ''} ${JSON.stringify(logs)}`;
}
