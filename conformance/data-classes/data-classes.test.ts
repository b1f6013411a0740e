import assert from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Yaml } from 'cdk8s';
import { Collector } from './collector';
import { ISSUER, SECRETS, shop, tokens } from './shop';
import type { Question } from '../mesh/app/settings';
import type { KubeObject } from '../mesh/kube';
import { parseManifests } from '../mesh/manifests';
import { Mesh } from '../mesh/mesh';
import { sleep, until } from '../mesh/until';

const CONFIG = '/api/v1/namespaces/istio-system/configmaps/istio';
const TRACER = 'collector';
const accountOf = (name: string, namespace = 'shop') => `spiffe://cluster.local/ns/${namespace}/sa/${name}`;

let mesh: Mesh;
let collector: Collector;

before(async () => {
  mesh = await Mesh.up('dataclasses', { owner: process.pid });
  await apply(shop().objects);
  collector = await Collector.create(mesh.run);
  await apply(collector.objects(TRACER));
}, { timeout: 900_000 });

after(async () => mesh?.down(), { timeout: 60_000 });

async function apply(objects: KubeObject[]): Promise<void> {
  const { refusals, warnings, stuck } = await mesh.apply(objects);
  assert.deepStrictEqual([refusals, warnings, stuck], [[], [], []]);
}

const token = () => tokens.token({ iss: ISSUER, aud: 'shop', sub: 'user-7' });
/** A request with something in each of its parts that must be found nowhere. */
const secretly = (path: string, bearer = token()): Question => ({
  url: `http://payments:8080${path}?pan=${SECRETS.query}`,
  method: 'POST',
  headers: {
    'x-secret': SECRETS.header,
    'user-agent': SECRETS.agent,
    'cookie': `session=${SECRETS.header}`,
    'referer': `http://example.com/?pan=${SECRETS.query}`,
    ...(bearer === '' ? {} : { authorization: `Bearer ${bearer}` }),
  },
  body: `{"pan": "${SECRETS.body}"}`,
});

type Line = Readonly<Record<string, unknown>>;

/** What the proxies of a service have written to where their container's log goes, in the order in which it happened. */
async function logOf(service: string): Promise<string> {
  // Envoy writes its logs once a second
  await sleep(1_100);
  return (await mesh.asker.podsAt(`shop/${service}`)).map(({ namespace, name }) => readFileSync(join(mesh.run.podDir(namespace, name), 'istio-proxy.log'), 'utf8')).join('');
}

async function auditOf(service: string, path?: string): Promise<Line[]> {
  const lines = (await logOf(service)).split('\n').filter((line) => line.startsWith('{') && line.includes('"source_principal"')).map((line) => JSON.parse(line) as Line);
  return path === undefined ? lines : lines.filter((line) => line.path === path);
}

/** What the mesh's own access log has of a service. */
async function plainLogOf(service: string): Promise<string> {
  await sleep(1_100);
  const files = (await mesh.asker.podsAt(`shop/${service}`)).map(({ namespace, name }) => join(mesh.run.podDir(namespace, name), 'access.log'));
  return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('');
}

test('before the mesh knows the provider requests pass, and nothing is logged', async () => {
  assert.strictEqual((await mesh.asker.ask('shop/customer', secretly('/early'))).status, 200);
  assert.deepStrictEqual(await auditOf('payments'), []);
});

describe('with the app\'s own text in the mesh\'s configuration', () => {
  before(async () => {
    const current = await mesh.kube.get(CONFIG);
    const [patch] = parseManifests(shop().configured(current));
    const [config] = parseManifests(patch.data.mesh);
    const withTracer = { ...config, extensionProviders: [...(config as any).extensionProviders, collector.provider(TRACER)], enableTracing: true };
    await mesh.kube.patch(CONFIG, { ...patch, data: { mesh: Yaml.stringify(withTracer) } });
    await until('the audit log to begin', 60, async () => {
      await mesh.asker.ask('shop/customer', secretly('/begin'));
      return (await auditOf('payments')).length > 0;
    });
    await mesh.settle();
    assert.deepStrictEqual([await mesh.judges.rejectedUpdates(), await mesh.judges.notReady()], [[], []]);
  }, { timeout: 120_000 });

  test('it tells who, for whom, what, when and with which result', async () => {
    const asked = Date.now();
    assert.strictEqual((await mesh.asker.ask('shop/customer', secretly('/pay'))).status, 200);
    const [line, ...others] = await auditOf('payments', '/pay');
    assert.deepStrictEqual(others, []);
    const { start_time: time, duration, request_id: id, downstream_remote_address: address, ...rest } = line;
    assert.ok(Math.abs(Date.parse(String(time)) - asked) < 10_000, String(time));
    assert.match(String(duration), /^\d+$/);
    assert.match(String(id), /^[0-9a-f-]{36}$/);
    assert.match(String(address), /^[\d.]+:\d+$/);
    assert.deepStrictEqual(rest, {
      source_principal: accountOf('customer'),
      token_subject: 'user-7',
      destination_principal: null,
      upstream_cluster: 'inbound|8080||',
      authority: 'payments:8080',
      method: 'POST',
      path: '/pay',
      protocol: 'HTTP/1.1',
      response_code: 200,
      response_code_details: 'via_upstream',
      response_flags: '-',
    });
  });

  test('what is refused is there, with the reason', async () => {
    assert.strictEqual((await mesh.asker.ask('wide/stranger', { ...secretly('/stolen'), url: `http://payments.shop:8080/stolen?pan=${SECRETS.query}` })).status, 403);
    const [stolen] = await auditOf('payments', '/stolen');
    assert.deepStrictEqual([stolen.source_principal, stolen.response_code], [accountOf('stranger', 'wide'), 403]);
    assert.match(String(stolen.response_code_details), /^rbac_access_denied/);
    assert.strictEqual((await mesh.asker.ask('shop/customer', secretly('/forged', `${token()}x`))).status, 401);
    const [forged] = await auditOf('payments', '/forged');
    assert.deepStrictEqual([forged.source_principal, forged.token_subject, forged.response_code], [accountOf('customer'), null, 401]);
    assert.match(String(forged.response_code_details), /^jwt_authn_access_denied/);
    assert.strictEqual((await mesh.asker.ask('shop/customer', secretly('/nobody', ''))).status, 403);
    assert.deepStrictEqual((await auditOf('payments', '/nobody')).map((line) => line.response_code), [403]);
  });

  test('what comes through a gateway is its request', async () => {
    const { status } = await mesh.asker.ask('outside', { ...secretly('/public/x', ''), url: `http://api.example.com/public/x?pan=${SECRETS.query}` });
    assert.strictEqual(status, 200);
    const [line] = await auditOf('payments', '/public/x');
    assert.deepStrictEqual([line.source_principal, line.authority], [accountOf('istio-ingressgateway-service-account', 'istio-system'), 'api.example.com']);
  });

  test('what the service asks for itself is there, too', async () => {
    const { status } = await mesh.asker.ask('shop/payments', { url: `http://api.acquirer.example.com/charge?pan=${SECRETS.query}`, headers: { 'x-secret': SECRETS.header } });
    assert.strictEqual(status, 200);
    const [line] = await auditOf('payments', '/charge');
    assert.deepStrictEqual([line.authority, line.method, line.response_code, line.source_principal], ['api.acquirer.example.com', 'GET', 200, null]);
    assert.match(String(line.upstream_cluster), /^outbound\|80\|.*api\.acquirer\.example\.com/);
  });

  test('a service that speaks no HTTP has a line for each connection', async () => {
    const { body } = await mesh.asker.ask('shop/payments', { url: 'tcp://vault:7000', body: SECRETS.body });
    assert.match(String(body), new RegExp(SECRETS.body));
    await until('the connection to be over', 30, async () => (await auditOf('vault')).length > 0);
    const [line] = await auditOf('vault');
    assert.deepStrictEqual([line.source_principal, line.upstream_cluster, line.method], [accountOf('payments'), 'inbound|7000||', null]);
  });

  test('no query, header, token or body is in any log of such a service; others have theirs', async () => {
    const bearer = token();
    assert.strictEqual((await mesh.asker.ask('shop/customer', secretly('/last', bearer))).status, 200);
    assert.strictEqual((await auditOf('payments', '/last')).length, 1);
    const known = await plainLogOf('payments');
    const logs = await Promise.all(['payments', 'vault'].map(logOf));
    for (const text of [...Object.values(SECRETS), bearer, bearer.split('.')[2]]) assert.ok(!logs.join().includes(text), `${text} in a log`);
    // the mesh's own log went on for the services that say nothing, with the query, and ended for those that do
    assert.match(await plainLogOf('customer'), new RegExp(`/last\\?pan=${SECRETS.query}`));
    assert.ok(!known.includes('/last') && !known.includes('/pay'), known);
    assert.deepStrictEqual(await auditOf('customer'), []);
  });

  test('spans of such a service have neither query nor header; those of others have', async () => {
    const ledger = { ...secretly('/entries'), url: `http://ledger:8080/entries?pan=${SECRETS.query}` };
    for (let count = 0; count < 10; count++) {
      for (const question of [secretly('/traced'), ledger]) assert.strictEqual((await mesh.asker.ask('shop/customer', question)).status, 200);
    }
    const inbound = (service: string) => collector.spansOf(`${service}.shop`);
    await until('the spans to arrive', 60, async () => inbound('payments').length > 0 && inbound('ledger').length > 0);
    const [own, others] = [inbound('payments').join(), inbound('ledger').join()];
    assert.match(own, /not traced/);
    for (const text of Object.values(SECRETS)) assert.ok(!own.includes(text), `${text} in the spans of payments`);
    assert.match(others, new RegExp(`/entries\\?pan=${SECRETS.query}`));
    assert.match(others, new RegExp(SECRETS.header));
  });
});
