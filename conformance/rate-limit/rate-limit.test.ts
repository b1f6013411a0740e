import assert from 'node:assert';
import { after, before, describe, test } from 'node:test';
import { ISSUER, PAGE, shop, tokens } from './shop';
import type { Question } from '../mesh/app/settings';
import type { Asked } from '../mesh/ask';
import { Mesh } from '../mesh/mesh';
import { until } from '../mesh/until';
import { withoutUsual } from '../mesh/warnings';

let mesh: Mesh;

const ask = async (to: string, question: Partial<Question> = {}, from = 'shop/customer'): Promise<Asked> => mesh.asker.ask(from, { url: `http://${to}`, ...question });
const statuses = async (times: number, to: string, question: Partial<Question> = {}, from?: string): Promise<(number | undefined)[]> => {
  const all: (number | undefined)[] = [];
  // one after another: which of several at once is the last to pass, nobody knows
  for (let time = 0; time < times; time++) all.push((await ask(to, question, from)).status);
  return all;
};
const key = (value: string): Partial<Question> => ({ headers: { 'x-api-key': value } });
const bearing = (claims: object): Partial<Question> => ({ headers: { authorization: `Bearer ${tokens.token({ iss: ISSUER, aud: 'shop', ...claims })}` } });
const limits = ({ headers = {} }: Asked) => ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'].map((name) => headers[name]);

before(async () => {
  mesh = await Mesh.up('ratelimit', { owner: process.pid });
  const { refusals, warnings, stuck } = await mesh.apply(shop());
  assert.deepStrictEqual([refusals, withoutUsual(warnings), stuck], [[], [], []]);
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

test('no proxy refuses what it is sent', async () => {
  assert.deepStrictEqual([await mesh.judges.rejectedUpdates(), await mesh.judges.notReady()], [[], []]);
});

describe('a service', () => {
  test('takes as many as were said, and 429 is the answer to the next, which never arrives', async () => {
    assert.deepStrictEqual(await statuses(7, 'orders:8080/few', { headers: { 'x-test-id': 'few' } }), [200, 200, 200, 200, 200, 429, 429]);
    assert.strictEqual(await mesh.asker.attempts('shop/orders', 'few'), 5);
  });

  test('tells what is left, and when to come again', async () => {
    const [first, ...others] = [await ask('orders:8080/burst/a'), await ask('orders:8080/burst/b'), await ask('orders:8080/burst/c')];
    assert.deepStrictEqual(limits(first).slice(0, 2), ['3', '2']);
    assert.strictEqual(limits(first)[3], undefined);
    assert.deepStrictEqual(others.map((one) => limits(one)[1]), ['1', '0']);
    const refused = await ask('orders:8080/burst');
    const [limit, remaining, reset, retryAfter] = limits(refused);
    assert.deepStrictEqual([refused.status, limit, remaining, retryAfter], [429, '3', '0', '1']);
    assert.ok(Number(reset) > 86_000 && Number(reset) <= 86_400, String(reset));
  });

  test('takes requests again as time goes by', async () => {
    assert.deepStrictEqual(await statuses(1, 'orders:8080/soon'), [200]);
    await until('the limit to be met', 10, async () => (await ask('orders:8080/soon')).status === 429, 1);
    await until('the next request to pass', 10, async () => (await ask('orders:8080/soon')).status === 200, 100);
  });

  test('counts apart by the value of a header, and together what has none', async () => {
    assert.deepStrictEqual(await statuses(3, 'orders:8080/keyed', key('one')), [200, 200, 429]);
    assert.deepStrictEqual(await statuses(3, 'orders:8080/keyed/more?x-api-key=one', key('two')), [200, 200, 429]);
    assert.deepStrictEqual(await statuses(3, 'orders:8080/keyed'), [200, 200, 429]);
    assert.deepStrictEqual(await statuses(2, 'orders:8080/keyed', key('(none)')), [429, 429]);
  });

  test('counts what is sent, however the query looks, and by method', async () => {
    assert.deepStrictEqual(await statuses(3, 'orders:8080/both?a=/free', { method: 'POST' }), [200, 200, 429]);
    // the wider limit holds, too, and what the narrower has refused was not counted by it
    assert.deepStrictEqual(await statuses(2, 'orders:8080/both'), [200, 429]);
  });

  test('keeps many values apart: Envoy\'s own default would be twenty', async () => {
    const values = Array.from({ length: 300 }, (_, index) => `value-${index}`);
    const round = async () => Promise.all(values.map(async (value) => (await ask('orders:8080/keyed', key(value))).status));
    assert.deepStrictEqual(new Set([...await round(), ...await round()]), new Set([200]));
    assert.deepStrictEqual(new Set(await round()), new Set([429]));
  });

  test('refuses gRPC in its own words', async () => {
    const call = async () => (await ask('', { url: 'grpc://orders:9090/a.Service/Call' })).grpcStatus;
    assert.deepStrictEqual([await call(), await call()], [0, 8]);
  });

  test('has no limit where none was said, and nobody else has it', async () => {
    assert.deepStrictEqual(new Set(await statuses(30, 'orders:8080/free')), new Set([200]));
    assert.deepStrictEqual(new Set(await statuses(30, 'stock:8080/few')), new Set([200]));
  });

  test('does not count who may not call', async () => {
    assert.deepStrictEqual(await statuses(3, 'tiny.shop.svc.cluster.local:8080/', {}, 'wide/stranger'), [403, 403, 403]);
    assert.deepStrictEqual(await statuses(2, 'tiny:8080/'), [200, 429]);
  });

  test('is ready all the same: probes are not counted, nor counted out', async () => {
    assert.strictEqual((await ask('tiny:8080/ready')).status, 429);
    const begun = Date.now();
    // a probe every ten seconds, of which three must fail
    await until('probes to go by', 60, async () => Date.now() - begun > 35_000, 1_000);
    assert.deepStrictEqual(await mesh.judges.notReady(), []);
    assert.strictEqual((await ask('tiny:8080/')).status, 429);
  });
});

describe('by claims', () => {
  test('of the validated token, all of them together', async () => {
    const [anna, bert] = [{ sub: 'anna', org: { tenant: 'a' } }, { sub: 'bert', org: { tenant: 'a' } }];
    assert.deepStrictEqual(await statuses(3, 'accounts:8080/mine', bearing(anna)), [200, 200, 429]);
    assert.deepStrictEqual(await statuses(3, 'accounts:8080/mine', bearing(bert)), [200, 200, 429]);
    assert.deepStrictEqual(await statuses(3, 'accounts:8080/mine', bearing({ ...anna, org: { tenant: 'b' } })), [200, 200, 429]);
    // another token with the same claims
    assert.deepStrictEqual(await statuses(1, 'accounts:8080/mine', bearing({ ...anna, jti: 'another' })), [429]);
  });

  test('without one, and with what is no text, they are counted together', async () => {
    assert.deepStrictEqual(await statuses(1, 'accounts:8080/mine', bearing({ sub: 'carl' })), [200]);
    assert.deepStrictEqual(await statuses(2, 'accounts:8080/mine', bearing({ sub: 'carl', org: { tenant: ['a', 'b'] } })), [200, 429]);
    assert.deepStrictEqual(await statuses(3, 'accounts:8080/public'), [200, 200, 429]);
  });

  test('nobody is counted whose token is missing or forged', async () => {
    const dora = { sub: 'dora', org: { tenant: 'a' } };
    const good = bearing(dora).headers!.authorization as string;
    assert.deepStrictEqual(await statuses(2, 'accounts:8080/mine', { headers: { authorization: `${good}x` } }), [401, 401]);
    assert.deepStrictEqual(await statuses(2, 'accounts:8080/mine'), [403, 403]);
    assert.deepStrictEqual(await statuses(3, 'accounts:8080/mine', bearing(dora)), [200, 200, 429]);
  });
});

describe('a gateway', () => {
  const preflight: Partial<Question> = { method: 'OPTIONS', headers: { 'origin': PAGE, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' } };
  const page = (claims: object): Partial<Question> => ({ headers: { ...bearing(claims).headers, origin: PAGE } });
  const outside = async (times: number, to: string, question: Partial<Question> = {}) => statuses(times, to, question, 'outside');

  test('answers what browsers ask, refuses without a token, and then counts', async () => {
    const anna = { sub: 'anna' };
    assert.deepStrictEqual(await outside(4, 'api.example.com/', preflight), [200, 200, 200, 200]);
    assert.deepStrictEqual(await outside(4, 'api.example.com/', { headers: { origin: PAGE } }), [403, 403, 403, 403]);
    assert.deepStrictEqual(await outside(3, 'api.example.com/', page(anna)), [200, 200, 429]);
    assert.deepStrictEqual(await outside(2, 'api.example.com/', page({ sub: 'bert' })), [200, 200]);
    assert.deepStrictEqual(await outside(1, 'api.example.com/', preflight), [200]);
    assert.deepStrictEqual(await outside(1, 'api.example.com/'), [403]);
  });

  test('lets the page read the refusal', async () => {
    await outside(2, 'api.example.com/', page({ sub: 'carl' }));
    const { status, headers } = await ask('api.example.com/', page({ sub: 'carl' }), 'outside');
    assert.deepStrictEqual([status, headers?.['access-control-allow-origin'], headers?.['access-control-expose-headers']], [429, PAGE, 'retry-after']);
  });

  test('counts, however its host is written', async () => {
    const dora = bearing({ sub: 'dora' });
    const spelled = async (host: string) => (await ask('api.example.com/', { headers: { ...dora.headers, host } }, 'outside')).status;
    assert.deepStrictEqual([await spelled('API.Example.com'), await spelled('api.example.com:12345'), await spelled('api.EXAMPLE.com:80')], [200, 200, 429]);
  });

  test('leaves others in the same pods alone', async () => {
    assert.deepStrictEqual(new Set(await outside(20, 'www.example.com/')), new Set([200]));
  });

  test('counts over TLS, all of its hosts together', async () => {
    const secure = async (host: string) => (await ask('', { url: `https://${host}.secure.example.com/` }, 'outside')).status;
    assert.deepStrictEqual([await secure('a'), await secure('b'), await secure('c'), await secure('d'), await secure('a')], [200, 200, 200, 429, 429]);
  });

  test('is ready all the same', async () => {
    assert.deepStrictEqual(await mesh.judges.notReady(), []);
  });
});

describe('counted for all', () => {
  test('two pods let through together what was said', async () => {
    const all = await statuses(9, 'pair:8080/few', { headers: { 'x-test-id': 'pair' } });
    assert.deepStrictEqual(all, [200, 200, 200, 200, 200, 200, 429, 429, 429]);
    assert.strictEqual(await mesh.asker.attempts('shop/pair', 'pair'), 6);
  });

  test('apart by a header, and together without it', async () => {
    for (const question of [key('one'), key('two'), {}]) assert.deepStrictEqual(await statuses(3, 'pair:8080/keyed', question), [200, 200, 429]);
  });

  test('apart by a claim of the validated token', async () => {
    for (const sub of ['anna', 'bert']) assert.deepStrictEqual(await statuses(4, 'accounts:8080/counted', bearing({ sub })), [200, 200, 200, 429]);
    assert.deepStrictEqual(await statuses(1, 'accounts:8080/counted'), [403]);
  });

  test('at a gateway, for its hosts', async () => {
    const together = async () => (await ask('', { url: 'https://together.example.com/' }, 'outside')).status;
    assert.deepStrictEqual([await together(), await together(), await together()], [200, 200, 429]);
  });

  test('tells what is left', async () => {
    const { status, headers } = await ask('pair:8080/keyed', key('three'));
    assert.deepStrictEqual([status, headers?.['x-ratelimit-limit'], headers?.['x-ratelimit-remaining']], [200, '2, 2;w=86400', '1']);
  });

  test('besides what each pod counts, which refuses by itself', async () => {
    const told = async () => {
      const { status, headers } = await ask('pair:8080/both');
      return [status, headers?.['x-ratelimit-limit'], headers?.['retry-after']];
    };
    assert.deepStrictEqual(await told(), [200, '5, 5;w=86400', undefined]);
    // each of the two pods takes one, whichever is asked
    const refused = [await told(), await told()].filter(([status]) => status !== 200);
    assert.ok(refused.length > 0);
    for (const one of refused) assert.deepStrictEqual(one, [429, undefined, '86400']);
  });

  test('what it was not told of passes: it is not asked about the rest', async () => {
    assert.deepStrictEqual(new Set(await statuses(10, 'pair:8080/free')), new Set([200]));
    assert.deepStrictEqual(new Set(await statuses(5, 'banner:8080/')), new Set([200]));
  });

  test('who is not limited may not ask, and who is may ask nothing else', async () => {
    const from = async (place: string, path: string) => (await ask('', { url: `grpc://counter.limits.svc.cluster.local:8081${path}` }, place)).grpcStatus;
    assert.strictEqual(await from('wide/stranger', '/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit'), 7);
    assert.strictEqual(await from('shop/pair', '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'), 7);
    assert.notStrictEqual(await from('shop/pair', '/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit'), 7);
  });

  test('while nobody counts: closed, open with a reason, and back again', async () => {
    const scale = async (replicas: number) => mesh.kube.patch('/apis/apps/v1/namespaces/limits/deployments/counter-v1', { spec: { replicas } });
    await scale(0);
    await until('the service to be gone', 60, async () => (await mesh.asker.pods()).every(({ namespace }) => namespace !== 'limits'));
    await mesh.settle();
    assert.deepStrictEqual([await statuses(2, 'pair:8080/keyed', key('four')), await statuses(2, 'banner:8080/'), await statuses(2, 'pair:8080/free')], [[429, 429], [200, 200], [200, 200]]);
    await scale(1);
    await until('it to count again', 120, async () => (await ask('pair:8080/keyed', key('five'))).status === 200, 500);
  });
});
