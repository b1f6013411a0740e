import assert from 'node:assert';
import { after, before, describe, test } from 'node:test';
import { ISSUER, MOST_BYTES, shop, TIMEOUT, tokens } from './shop';
import type { Question } from '../mesh/app/settings';
import type { Asked } from '../mesh/ask';
import { parseManifests } from '../mesh/manifests';
import { Mesh } from '../mesh/mesh';
import { run } from '../mesh/processes';
import { until } from '../mesh/until';

const CONFIG = '/api/v1/namespaces/istio-system/configmaps/istio';
const CHECK = '/envoy.service.auth.v3.Authorization/Check';

let mesh: Mesh;

const ask = async (service: string, path: string, question: Partial<Question> = {}): Promise<Asked> =>
  mesh.asker.ask('shop/customer', { url: `http://${service}:8080${path}`, ...question });
const status = async (service: string, path: string, question: Partial<Question> = {}) => (await ask(service, path, question)).status;
const outside = async (host: string, path: string) => (await mesh.asker.ask('outside', { url: `http://${host}${path}` })).status;
const posting = (body: string): Partial<Question> => ({ method: 'POST', body, headers: { 'content-type': 'application/json', 'content-length': String(body.length) } });

before(async () => {
  mesh = await Mesh.up('extauthz', { owner: process.pid });
  const { refusals, warnings, stuck } = await mesh.apply(shop().objects);
  assert.deepStrictEqual([refusals, warnings, stuck], [[], [], []]);
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

describe('before the mesh knows who decides', () => {
  test('what is protected is denied, also where nobody need agree, and nothing else is', async () => {
    assert.deepStrictEqual(await Promise.all([
      status('orders', '/allow'), status('orders', '/health'), status('stock', '/'), status('adverts', '/'), status('notes', '/'),
    ]), [403, 200, 403, 403, 200]);
    assert.deepStrictEqual(await Promise.all([outside('api.example.com', '/allow'), outside('api.example.com', '/health'), outside('www.example.com', '/')]), [403, 200, 200]);
  });
});

describe('with the app\'s own text in the mesh\'s configuration', () => {
  before(async () => {
    const [patch] = parseManifests(shop().configured(await mesh.kube.get(CONFIG)));
    await mesh.kube.patch(CONFIG, patch);
    await until('istiod to read its configuration', 60, async () => (await status('orders', '/allow')) === 200, 500);
    await mesh.settle();
  }, { timeout: 120_000 });

  test('no proxy refuses what it is sent', async () => {
    assert.deepStrictEqual([await mesh.judges.rejectedUpdates(), await mesh.judges.notReady()], [[], []]);
  });

  test('OPA allows, and knows who asks', async () => {
    const { status: got, reply } = await ask('orders', '/allow');
    assert.deepStrictEqual([got, reply?.headers['x-decided-for']], [200, 'spiffe://cluster.local/ns/shop/sa/customer']);
    const { reply: fromOutside } = await mesh.asker.ask('outside', { url: 'http://api.example.com/allow' });
    assert.strictEqual(fromOutside?.headers['x-decided-for'], 'nobody');
  });

  test('OPA refuses with its own status, headers and body', async () => {
    const { status: got, headers, body } = await ask('orders', '/teapot');
    assert.deepStrictEqual([got, headers?.['x-why'], body], [418, 'tea', 'refused']);
    assert.strictEqual(await status('orders', '/anything'), 403);
  });

  test('a decision that is none, is an error, and closed', async () => {
    const { status: got, body } = await ask('orders', '/broken');
    assert.deepStrictEqual([got, body], [403, '']);
  });

  test('the body is sent along, up to its limit; what is longer is answered with 413', async () => {
    const long = JSON.stringify({ amount: 1, text: 'x'.repeat(MOST_BYTES) });
    assert.deepStrictEqual(await Promise.all([
      status('orders', '/amount', posting('{"amount": 10}')), status('orders', '/amount', posting('{"amount": 11}')),
      status('orders', '/allow', posting(long)), status('adverts', '/', posting(long)),
    ]), [200, 403, 413, 413]);
  });

  test('OPA is asked before tokens are validated', async () => {
    const [forged, good] = [`${tokens.token({ iss: ISSUER, aud: 'shop' })}x`, tokens.token({ iss: ISSUER, aud: 'shop' })];
    const bearing = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    assert.deepStrictEqual(await Promise.all([
      status('orders', '/teapot', bearing(forged)), status('orders', '/allow', bearing(forged)), status('orders', '/allow', bearing(good)),
    ]), [418, 401, 200]);
  });

  test('hosts of one gateway wait, and those of another in the same pods do not', async () => {
    assert.deepStrictEqual(await Promise.all([
      outside('api.example.com', '/allow'), outside('api.example.com', '/teapot'), outside('api.example.com', '/health'), outside('www.example.com', '/teapot'),
    ]), [200, 418, 200, 200]);
  });

  describe('OPA in the pods of a service', () => {
    test('allows, refuses with its own answer, and knows who asks and what', async () => {
      const { status: got, reply } = await ask('wallet', '/allow');
      assert.deepStrictEqual([got, reply?.headers['x-decided-for']], [200, 'spiffe://cluster.local/ns/shop/sa/customer']);
      assert.deepStrictEqual(await Promise.all([
        status('wallet', '/teapot'), status('wallet', '/anything'), status('wallet', '/broken'),
        status('wallet', '/amount', posting('{"amount": 10}')), status('wallet', '/amount', posting('{"amount": 11}')),
      ]), [418, 403, 403, 200, 403]);
    });

    test('listens where nothing but its own pod can connect', async () => {
      const listening = async (app: string) => {
        const { net } = (await mesh.asker.pods()).find(({ labels }) => labels.app === app)!;
        return (await run('ip', ['netns', 'exec', net, 'ss', '-ltnH', 'sport = :9191'])).trim().split('\n').map((line) => line.split(/\s+/)[3]);
      };
      assert.deepStrictEqual(await listening('wallet'), ['127.0.0.1:9191']);
      // the same question is answered differently where others may ask
      assert.notDeepStrictEqual(await listening('opa'), ['127.0.0.1:9191']);
    });
  });

  describe('who is asked', () => {
    const attempts = async (id: string) => mesh.asker.attempts('policy/judge', id);

    test('is asked about what is protected, once for each request, and about nothing else', async () => {
      for (const service of ['stock', 'adverts', 'notes']) {
        assert.strictEqual(await status(service, '/', { headers: { 'x-test-id': `${service}-asked` } }), 200);
      }
      assert.deepStrictEqual(await Promise.all(['stock', 'adverts', 'notes'].map(async (service) => attempts(`${service}-asked`))), [1, 1, 0]);
    });

    test('refuses, and is not overruled where nobody need agree', async () => {
      await mesh.asker.behave('policy/judge', { status: 401 });
      assert.deepStrictEqual(await Promise.all([status('stock', '/'), status('adverts', '/')]), [401, 401]);
    });

    test('fails: closed with the status that was said, open with a reason', async () => {
      await mesh.asker.behave('policy/judge', { status: 500 });
      assert.deepStrictEqual(await Promise.all([status('stock', '/'), status('adverts', '/')]), [503, 200]);
    });

    test('breaks the connection: the same', async () => {
      await mesh.asker.behave('policy/judge', { reset: true });
      assert.deepStrictEqual(await Promise.all([status('stock', '/'), status('adverts', '/')]), [503, 200]);
    });

    test('is too slow: the same, when the time that was said is over', async () => {
      await mesh.asker.behave('policy/judge', { delay: 20_000 });
      const [stock, adverts] = await Promise.all([ask('stock', '/'), ask('adverts', '/')]);
      assert.deepStrictEqual([stock.status, adverts.status], [503, 200]);
      for (const { took } of [stock, adverts]) assert.ok(took >= TIMEOUT && took < 20_000, `${took} ms`);
      await mesh.asker.behave('policy/judge', {});
    });
  });

  describe('who may ask', () => {
    const asOther = async (from: string, path: string) => mesh.asker.ask(from, { url: `grpc://opa.policy.svc.cluster.local:9191${path}`, timeout: 5_000 });

    test('those that are protected, for decisions and for nothing else', async () => {
      // OPA cannot read what the test sends, and says so: that is an answer, and no refusal of a policy
      assert.notStrictEqual((await asOther('shop/orders', CHECK)).grpcStatus, 7);
      assert.strictEqual((await asOther('shop/orders', '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo')).grpcStatus, 7);
    });

    test('nobody else, with or without an identity', async () => {
      assert.strictEqual((await asOther('wide/stranger', CHECK)).grpcStatus, 7);
      const plain = await asOther('plain:shop', CHECK);
      assert.deepStrictEqual([plain.status, plain.grpcStatus], [undefined, undefined]);
    });
  });

  test('nobody is there: closed, open with a reason, and back again with the pods', async () => {
    const scale = async (name: string, replicas: number) => mesh.kube.patch(`/apis/apps/v1/namespaces/policy/deployments/${name}`, { spec: { replicas } });
    await Promise.all([scale('opa-v1', 0), scale('judge-v1', 0)]);
    await until('those that decide to be gone', 60, async () => (await mesh.asker.pods()).every(({ namespace }) => namespace !== 'policy'));
    await mesh.settle();
    assert.deepStrictEqual(await Promise.all([status('orders', '/allow'), status('orders', '/health'), status('stock', '/'), status('adverts', '/')]), [403, 200, 503, 200]);
    await Promise.all([scale('opa-v1', 2), scale('judge-v1', 1)]);
    await until('OPA to decide again', 120, async () => (await status('orders', '/allow')) === 200, 500);
    assert.strictEqual(await status('orders', '/teapot'), 418);
  });
});
