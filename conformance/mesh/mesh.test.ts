import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Question } from './app/settings';
import { applyAll } from './apply';
import { KubeObject } from './kube';
import { parseManifests } from './manifests';
import { Mesh, Settled } from './mesh';
import { networksOf } from './network';
import { run } from './processes';
import { Run } from './run';
import { TokenIssuer } from './tokens';
import { sleep, until } from './until';

const NAME = 'selftest';
const CATALOGUE = 'http://catalogue.shop';

/** The network of the machine itself, which a mesh must leave as it was. */
async function machine(): Promise<string> {
  const links = await run('ip', ['-o', 'link']);
  return [links.replace(/ (state|qlen|mode) \S+/g, ''), await run('ip', ['route']), await run('nft', ['list', 'tables'])].join('\n');
}

function manifests(name: string): KubeObject[] {
  return parseManifests(readFileSync(join(__dirname, 'testdata', name), 'utf8'));
}

/** Whatever a run has left: namespaces, their /etc, processes that know its folder, the folder itself. */
async function leftOf(name: string): Promise<string[]> {
  const mesh = new Run(name);
  const processes = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandOf(pid).includes(`${mesh.dir}/`)).map((pid) => commandOf(pid));
  const etc = existsSync('/etc/netns') ? readdirSync('/etc/netns').filter((net) => net.startsWith(mesh.prefix)) : [];
  return [...networksOf(mesh), ...etc, ...processes, ...(existsSync(mesh.dir) ? [mesh.dir] : [])];
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0/g, ' ');
  } catch {
    return '';
  }
}

describe('a mesh', () => {
  let mesh: Mesh;
  let settled: Settled;
  let untouched: string;
  const issuer = TokenIssuer.create();
  const ask = async (from: string, url: string, more: Partial<Question> = {}) => mesh.asker.ask(from, { url, ...more });

  before(async () => {
    untouched = await machine();
    mesh = await Mesh.up(NAME, { owner: process.pid });
    await mesh.addOutside({ hosts: ['elsewhere.example.com'], ports: [{ port: 443, protocol: 'https' }], answers: { '/keys': '{"keys":[]}' } });
    settled = await mesh.apply(manifests('shop.yaml'));
  }, { timeout: 900_000 });

  after(async () => mesh?.down());

  test('takes manifests as they are, runs their pods and configures their proxies', async () => {
    assert.deepStrictEqual([settled.refusals, settled.warnings, settled.stuck], [[], [], []]);
    assert.deepStrictEqual([await mesh.judges.rejectedUpdates(), await mesh.judges.notReady()], [[], []]);
  });

  test('lets a declared caller in, and the callee knows who it is', async () => {
    const { status, reply } = await ask('shop/cart', `${CATALOGUE}/items?page=2`, { headers: { 'x-colour': 'red' } });
    assert.strictEqual(status, 200);
    assert.strictEqual(reply!.client, 'spiffe://cluster.local/ns/shop/sa/cart');
    assert.deepStrictEqual([reply!.service, reply!.version, reply!.method, reply!.path, reply!.headers['x-colour']], ['catalogue', 'v1', 'GET', '/items?page=2', 'red']);
  });

  test('refuses the same caller another method, another caller everything, and tells why', async () => {
    const id = 'another-method';
    assert.strictEqual((await ask('shop/cart', CATALOGUE, { method: 'POST', headers: { 'x-test-id': id } })).status, 403);
    const [line] = (await mesh.accessLogs(id)).filter(({ details }) => String(details).startsWith('rbac_access_denied'));
    assert.deepStrictEqual([line.details, line.peer], ['rbac_access_denied_matched_policy[none]', 'spiffe://cluster.local/ns/shop/sa/cart']);
    assert.strictEqual((await ask('client:shop/default', CATALOGUE)).status, 403);
    assert.strictEqual((await ask('client:default/default', CATALOGUE)).status, 403);
  });

  test('refuses plaintext from inside and outside of the namespace', async () => {
    assert.strictEqual((await ask('plain:shop', CATALOGUE)).error, 'ECONNRESET');
    assert.strictEqual((await ask('plain:default', CATALOGUE)).error, 'ECONNRESET');
  });

  test('speaks gRPC, HTTP/2 and TCP where they are declared', async () => {
    const grpc = await ask('shop/cart', 'grpc://catalogue.shop:9090/shop.Catalogue/Get', { body: '{"id":1}' });
    assert.deepStrictEqual([grpc.grpcStatus, grpc.reply!.protocol, grpc.reply!.body], [0, 'grpc', '{"id":1}']);
    assert.strictEqual((await ask('shop/cart', 'h2c://catalogue.shop:9090/')).reply!.protocol, 'http/2');
    assert.strictEqual((await ask('shop/cart', 'tcp://catalogue.shop:7000', { body: 'who is there' })).reply!.body, 'who is there');
    assert.strictEqual((await ask('client:shop/default', 'tcp://catalogue.shop:7000')).error, 'ECONNRESET');
  });

  test('leads in through the gateway: hosts, paths, TLS with SNI, client certificates', async () => {
    const inside = await ask('outside', 'https://shop.example.com/catalogue/7');
    assert.strictEqual(inside.reply!.client, 'spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account');
    assert.strictEqual((await ask('outside', 'h2://shop.example.com/catalogue/7')).status, 200);
    assert.strictEqual((await ask('outside', 'http://shop.example.com/catalogue/7')).status, 200);
    assert.strictEqual((await ask('outside', 'http://shop.example.com/elsewhere')).status, 404);
    assert.strictEqual((await ask('outside', 'http://other.example.com/catalogue/7')).status, 404);
    assert.strictEqual((await ask('outside', 'https://shop.example.com/catalogue/7', { method: 'POST' })).status, 403);
    assert.ok((await ask('outside', 'https://other.example.com/catalogue/7')).error);
    assert.ok((await ask('outside', 'https://shop.example.com:9443/catalogue/7')).error);
    const known = await mesh.asker.ask('outside', { url: 'https://shop.example.com:9443/catalogue/7', ...await mesh.authority.issue('customer') });
    assert.strictEqual(known.status, 200);
  });

  test('cuts what takes too long, and tries as often as declared', async () => {
    assert.strictEqual((await ask('shop/cart', CATALOGUE, { headers: { 'x-test-delay': '1500' } })).status, 504);
    assert.strictEqual((await ask('shop/cart', CATALOGUE, { headers: { 'x-test-id': 'second', 'x-test-fail': '1' } })).reply!.attempt, 2);
    assert.strictEqual((await ask('shop/cart', CATALOGUE, { headers: { 'x-test-id': 'never', 'x-test-fail': 'always' } })).status, 503);
    assert.strictEqual(await mesh.asker.attempts('shop/catalogue', 'never'), 3);
    assert.strictEqual((await ask('shop/cart', CATALOGUE, { headers: { 'x-test-id': 'reset', 'x-test-reset': '1' } })).status, 200);
  });

  test('has hosts outside, of which a workload reaches the declared ones', async () => {
    const bank = await ask('shop/cart', 'https://bank.example.com/account');
    assert.deepStrictEqual([bank.reply!.authority, (await ask('shop/cart', 'https://bank.example.com/keys')).body], ['bank.example.com', '{"keys":[]}']);
    assert.strictEqual((await ask('plain:default', 'https://elsewhere.example.com/')).status, 200);
    assert.ok((await ask('shop/cart', 'https://elsewhere.example.com/')).error);
  });

  test('checks tokens against a key set made for the test', async () => {
    const selector = { matchLabels: { app: 'catalogue' } };
    await mesh.apply([
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'RequestAuthentication',
        metadata: { name: 'token', namespace: 'shop' },
        spec: { selector, jwtRules: [{ issuer: 'https://issuer.example.com', jwks: issuer.jwks }] },
      },
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: { name: 'token', namespace: 'shop' },
        spec: { selector, action: 'DENY', rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }], to: [{ operation: { ports: ['8080'] } }] }] },
      },
    ]);
    const withToken = async (token?: string) => (await ask('shop/cart', CATALOGUE, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })).status;
    const claims = { iss: 'https://issuer.example.com', sub: 'somebody' };
    assert.strictEqual(await withToken(issuer.token(claims)), 200);
    assert.strictEqual(await withToken(), 403);
    assert.strictEqual(await withToken(issuer.token({ ...claims, exp: 1 })), 401);
    assert.strictEqual(await withToken(TokenIssuer.create().token(claims)), 401);
    await mesh.delete([{ apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'token', namespace: 'shop' } }]);
  });

  test('replaces pods without losing a request', async () => {
    const load = mesh.asker.load('shop/cart', { url: CATALOGUE }, 50);
    const [{ namespace, name }] = await mesh.asker.podsAt('shop/catalogue');
    await mesh.kube.delete(`/api/v1/namespaces/${namespace}/pods/${name}`);
    await sleep(3_000);
    const answers = await load.stop();
    assert.ok(answers.length >= 100);
    assert.deepStrictEqual(answers.filter(({ status }) => status !== 200).slice(0, 1), []);
    assert.ok(!(await mesh.asker.podsAt('shop/catalogue')).some((pod) => pod.name === name));
  });

  test('answers a thousand requests in seconds', async () => {
    const start = Date.now();
    const answers = await mesh.asker.askAll('shop/cart', Array.from({ length: 1_000 }, () => ({ url: CATALOGUE })));
    assert.deepStrictEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.ok(Date.now() - start < 20_000);
  });

  test('refuses at once what no Service leads to, however often it is asked', async () => {
    const questions = Array.from({ length: 400 }, () => ({ url: `${CATALOGUE}:81` }));
    assert.deepStrictEqual(new Set((await mesh.asker.askAll('plain:shop', questions)).map(({ error }) => error)), new Set(['ECONNREFUSED']));
    // the proxy accepts, and closes what leads nowhere
    assert.deepStrictEqual(new Set((await mesh.asker.askAll('client:shop/default', questions)).map(({ error }) => error)), new Set(['ECONNRESET']));
  });

  test('forgets the port of a Service with the connections that a proxy keeps to it', async () => {
    const at = async (port: number) => {
      const shelf = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'shelf', namespace: 'default', annotations: { 'networking.istio.io/exportTo': '~' } },
        spec: { selector: { 'mesh-client': 'plain-default' }, ports: [{ name: 'http', port, targetPort: 8080 }] },
      };
      await mesh.switchTo((await applyAll(mesh.kube, [shelf])).objects);
    };
    const status = async (port: number) => (await ask('client:shop/default', `http://shelf.default:${port}/`)).status;
    await ask('plain:default', CATALOGUE);
    await at(80);
    await until('the app to listen', 10, async () => (await status(80)) === 200);
    await at(82);
    assert.deepStrictEqual([await status(80), await status(82)], [503, 200]);
  });

  test('refuses wrong manifests, each for its reason', async () => {
    for (const object of manifests('refused.yaml')) {
      const { objects, refusals } = await mesh.apply([object]);
      assert.deepStrictEqual(objects, []);
      assert.match(refusals[0].text, new RegExp(object.metadata.annotations.refused));
    }
  });

  test('tells of workloads that cannot run', async () => {
    const { stuck, warnings } = await mesh.apply(manifests('stuck.yaml'), 5);
    assert.match(stuck.join(), /strict\/careless: pods .* is forbidden: violates PodSecurity "restricted:latest"/);
    assert.match(warnings.map(({ text }) => text).join(), /would violate PodSecurity/);
    await mesh.delete(manifests('stuck.yaml'));
  });

  test('hears what istioctl has to say, of files and of the cluster', async () => {
    const file = join(__dirname, 'testdata', 'dangling.yaml');
    await mesh.apply(manifests('dangling.yaml'));
    const isDangling = ({ code, origin }: { code: string; origin: string }) => code === 'IST0101' && origin.includes('dangling');
    assert.ok((await mesh.judges.analyzeCluster()).some(isDangling));
    assert.ok((await mesh.judges.analyzeFiles([file])).some(isDangling));
    assert.strictEqual(await mesh.judges.validate([file]), undefined);
    assert.match((await mesh.judges.validate([join(__dirname, 'testdata', 'refused.yaml')]))!, /TLS settings for plain text HTTP ports/);
    await mesh.delete(manifests('dangling.yaml'));
  });

  test('notices what only a proxy refuses', async () => {
    await mesh.apply(manifests('rejected-by-envoy.yaml'));
    assert.match((await mesh.judges.rejectedUpdates()).join('\n'), /cart-.* refuses Cluster/);
    assert.match((await mesh.judges.notReady()).join('\n'), /cart-.* has not answered Cluster/);
  });

  test('leaves the machine as it found it', async () => {
    assert.ok((await leftOf(NAME)).length > 10);
    await mesh.down();
    assert.deepStrictEqual(await leftOf(NAME), []);
    assert.strictEqual(await machine(), untouched);
  });
});

describe('a mesh without istio-cni', () => {
  let mesh: Mesh;

  before(async () => { mesh = await Mesh.up('selfinit', { owner: process.pid, capture: 'init' }); }, { timeout: 900_000 });

  after(async () => mesh?.down());

  test('is refused its pods by a namespace that wants them restricted', async () => {
    const { stuck } = await mesh.apply(manifests('shop.yaml'), 5);
    assert.match(stuck.join(), /violates PodSecurity "restricted:latest".*container "istio-init"/);
  });

  test('captures traffic by the init container of each pod elsewhere', async () => {
    const objects = manifests('shop.yaml');
    delete objects[0].metadata.labels['pod-security.kubernetes.io/enforce'];
    assert.deepStrictEqual((await mesh.apply(objects)).stuck, []);
    assert.strictEqual((await mesh.asker.ask('shop/cart', { url: CATALOGUE })).reply!.client, 'spiffe://cluster.local/ns/shop/sa/cart');
    assert.strictEqual((await mesh.asker.ask('plain:default', { url: CATALOGUE })).error, 'ECONNRESET');
  });
});

describe('what is left of a mesh', () => {
  const cli = (...args: string[]) => spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'cli.ts'), ...args, '--run', 'crash'], { stdio: 'ignore' });
  const ended = async (child: ReturnType<typeof cli>) => new Promise<number | null>((resolve) => child.on('exit', resolve));
  const hasStarted = async () => until('its processes', 60, async () => (await leftOf('crash')).length > 10);

  after(async () => { await ended(cli('down')); });

  test('is nothing when its start is interrupted', async () => {
    const starting = cli('up');
    await hasStarted();
    starting.kill('SIGINT');
    assert.strictEqual(await ended(starting), 1);
    assert.deepStrictEqual(await leftOf('crash'), []);
  });

  test('goes when its owner is killed', async () => {
    const owner = cli('up', '--foreground');
    await hasStarted();
    owner.kill('SIGKILL');
    await until('nothing to be left', 20, async () => (await leftOf('crash')).length === 0);
  });

  test('is cleaned by down, whatever was killed', async () => {
    const starting = cli('up');
    await hasStarted();
    starting.kill('SIGKILL');
    await ended(starting);
    process.kill(Number(readdirSync('/proc').find((pid) => commandOf(pid).includes('kubelet/main.ts crash'))), 'SIGKILL');
    assert.ok((await leftOf('crash')).length > 10);
    assert.strictEqual(await ended(cli('down')), 0);
    assert.deepStrictEqual(await leftOf('crash'), []);
  });
});
