import assert from 'node:assert';
import { after, before, test } from 'node:test';
import { ecommerce, token } from './system';
import { Mesh } from '../mesh/mesh';
import { TokenIssuer } from '../mesh/tokens';

let mesh: Mesh;

before(async () => {
  mesh = await Mesh.up('routing', { owner: process.pid });
  const { refusals, stuck } = await mesh.apply(ecommerce());
  assert.deepStrictEqual([refusals, stuck], [[], []]);
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

interface Outcome {
  readonly status: number | undefined;
  readonly service?: string;
  readonly version?: string;
}

async function ask(from: string, url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Outcome> {
  const { status, reply } = await mesh.asker.ask(from, { url, method, headers });
  return reply === undefined ? { status } : { status, service: reply.service, version: reply.version };
}

const bearer = (claims: Record<string, unknown> = {}) => ({ authorization: `Bearer ${token(claims)}` });
const USERS = 'https://api.ecommerce.com/api/v1/users';

test('the gateway sends hosts and paths where the documents say', async () => {
  const cases: [string, string, Record<string, string>, Outcome][] = [
    ['outside', `${USERS}/42`, { ...bearer(), version: 'v2' }, { status: 200, service: 'user-service', version: 'v2' }],
    ['outside', 'https://api.ecommerce.com/api/v1/products', {}, { status: 200, service: 'product-service', version: 'v1' }],
    ['outside', 'https://api.ecommerce.com/api/v1/orders/1', {}, { status: 200, service: 'order-service', version: 'v1' }],
    ['outside', 'https://admin.ecommerce.com/anything', {}, { status: 200, service: 'admin-console', version: 'v1' }],
    ['outside', 'https://api.ecommerce.com/api/v1/payments', {}, { status: 404 }],
    ['outside', 'https://api.ecommerce.com/', {}, { status: 404 }],
    ['outside', 'http://api.ecommerce.com/api/v1/orders', {}, { status: 301 }],
    ['outside', 'http://admin.ecommerce.com/', {}, { status: 301 }],
  ];
  for (const [from, url, headers, expected] of cases) assert.deepStrictEqual(await ask(from, url, headers), expected, url);
});

test('gRPC from outside reaches product-service', async () => {
  const { grpcStatus, reply, error } = await mesh.asker.ask('outside', { url: 'grpcs://grpc.ecommerce.com:9443/shop.Products/List' });
  assert.deepStrictEqual([error, grpcStatus, reply?.service], [undefined, 0, 'product-service']);
});

test('tokens: valid, missing, expired, foreign, for others, without the claims', async () => {
  const v2 = { version: 'v2' };
  const cases: [string, Record<string, string>, number][] = [
    ['valid', { ...bearer(), ...v2 }, 200],
    ['an administrator', { ...bearer({ role: 'admin' }), ...v2 }, 200],
    ['missing', v2, 403],
    ['expired', { ...bearer({ exp: 1_000 }), ...v2 }, 401],
    ['of another issuer', { ...bearer({ iss: 'https://evil.example.com' }), ...v2 }, 401],
    ['with a key of somebody else', { authorization: `Bearer ${TokenIssuer.create().token({ iss: 'https://auth.ecommerce.com', aud: 'ecommerce-api' })}`, ...v2 }, 401],
    ['for another audience', { ...bearer({ aud: 'other-api' }), ...v2 }, 403],
    ['of a guest', { ...bearer({ role: 'guest' }), ...v2 }, 403],
    ['without a role', { ...bearer({ role: undefined }), ...v2 }, 403],
    ['not verified', { ...bearer({ verified: 'false' }), ...v2 }, 403],
    ['verified as a JSON boolean, which Istio does not compare', { ...bearer({ verified: true }), ...v2 }, 403],
  ];
  for (const [name, headers, status] of cases) assert.strictEqual((await ask('outside', USERS, headers)).status, status, name);
});

test('a token reaches the application', async () => {
  const { reply } = await mesh.asker.ask('outside', { url: USERS, headers: { ...bearer(), version: 'v2' } });
  assert.match(String(reply?.headers.authorization), /^Bearer /);
});

test('regions and groups get their versions', async () => {
  const payments = 'http://payment-service.ecommerce:8080/api/v1/payments/create';
  const recommendations = 'http://recommendation-service.ecommerce:8080/api/v1/recommendations';
  const from = 'ecommerce/order-service';
  assert.strictEqual((await ask(from, payments, { region: 'asia' }, 'POST')).version, 'asia-cluster');
  assert.strictEqual((await ask(from, payments, { region: 'europe' }, 'POST')).version, 'europe-cluster');
  assert.strictEqual((await ask(from, payments, { region: 'africa' }, 'POST')).version, 'v1');
  assert.strictEqual((await ask(from, recommendations, { 'user-group': 'beta-users' })).version, 'ml-v2');
  assert.strictEqual((await ask(from, recommendations, { country: 'KR' })).version, 'korea-optimized');
  assert.strictEqual((await ask(from, recommendations, { 'user-group': 'beta-users', 'country': 'KR' })).version, 'ml-v2');
  assert.strictEqual((await ask(from, recommendations)).version, 'stable');
});

const REQUESTS = 2_000;
for (const [week, share] of [[1, 10], [2, 30], [3, 50], [4, 80], [5, 100]]) {
  test(`week ${week} of the release: ${share} percent get v2, and testers always do`, async () => {
    const { refusals, stuck } = await mesh.apply(ecommerce({ canaryStep: week }));
    assert.deepStrictEqual([refusals, stuck], [[], []]);
    for (const [from, url] of [['outside', USERS], ['ecommerce/order-service', 'http://user-service.ecommerce:8080/api/v1/users']]) {
      const seen = await versions(from, url, REQUESTS, {});
      const sigma = Math.sqrt(REQUESTS * (share / 100) * (1 - share / 100));
      assert.ok(Math.abs((seen.get('v2') ?? 0) - REQUESTS * (share / 100)) <= 4 * sigma, `${from}: ${JSON.stringify([...seen])}`);
      assert.strictEqual((seen.get('v1') ?? 0) + (seen.get('v2') ?? 0), REQUESTS, `${from}: ${JSON.stringify([...seen])}`);
      assert.deepStrictEqual([...await versions(from, url, 50, { version: 'v2' })], [['v2', 50]]);
      assert.deepStrictEqual([...await versions(from, url, 20, { version: 'canary' })], [['canary', 20]]);
    }
  });
}

/** How many answers came from which version; anything but a 200 counts under its status. Some at a time: pools have limits. */
async function versions(from: string, url: string, requests: number, headers: Record<string, string>): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const authorization = bearer();
  for (let done = 0; done < requests; done += 50) {
    const questions = Array.from({ length: Math.min(50, requests - done) }, () => ({ url, headers: { ...authorization, ...headers } }));
    const answers = await mesh.asker.askAll(from, questions);
    for (const { status, error, reply } of answers) {
      const key = status === 200 ? String(reply?.version) : String(status ?? error);
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  return seen;
}
