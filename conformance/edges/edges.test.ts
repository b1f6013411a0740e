import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ClusterView } from './cluster-view';
import { f5Sites } from './f5';
import { fabricSites } from './gateway-fabric';
import { ingressNginxSites } from './ingress-nginx';
import { kongSites } from './kong';
import { Nginx } from './nginx';
import { BURST, EdgeShop } from './shop';
import type { Site } from './site';
import { trustTheEdge } from './trust-the-edge';
import { NginxController } from '../../src';
import type { Question } from '../mesh/app/settings';
import type { Asked } from '../mesh/ask';
import { Authority } from '../mesh/certificates';
import type { KubeObject } from '../mesh/kube';
import { Mesh } from '../mesh/mesh';
import { checkPrograms } from '../mesh/requirements';
import { applyWrittenDefinitions } from '../mesh/written-definitions';

const PODS = 'istio-system';
const GATEWAY = 'spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account';

let mesh: Mesh;
let nginx: Nginx;
let stranger: Authority;

/** Each controller reads other objects and other Secrets; what comes of them is judged alike. */
const f5 = EdgeShop.withThreeWays(NginxController.f5(), { caCertificate: 'web-ca', clientCertificate: 'nginx-client' });
const retired = EdgeShop.withThreeWays(NginxController.ingressNginx({ reason: 'test', limitReqStatusCode: 429 }), {
  caCertificate: 'nginx-upstream', clientCertificate: 'nginx-upstream',
});
const kong = EdgeShop.withKong({ caCertificate: 'kong-ca', clientCertificate: 'nginx-client' });
const fabric = EdgeShop.withOneWay(NginxController.gatewayFabric(), { caCertificate: 'web-ca', clientCertificate: 'nginx-client' });

before(async () => {
  await checkPrograms(['nginx']);
  mesh = await Mesh.up('edges', { owner: process.pid });
  await applyWrittenDefinitions(mesh.kube);
  await trustTheEdge(mesh.kube, f5);
  await putSecrets();
  await apply(f5.objects);
  nginx = await Nginx.create(mesh.run);
}, { timeout: 900_000 });

after(async () => {
  await nginx?.stop();
  await mesh?.down();
}, { timeout: 60_000 });

async function apply(objects: KubeObject[]): Promise<void> {
  const { refusals, warnings, stuck } = await mesh.apply(objects);
  assert.deepStrictEqual([refusals, warnings, stuck], [[], [], []]);
}

async function putSecrets(): Promise<void> {
  const { authority } = mesh;
  stranger = await Authority.create(join(mesh.run.dir, 'stranger'));
  const hosts = ['*.example.com', '*.shops.example.com'];
  const pair = async (of: Authority, names?: string[]) => { const { cert, key } = await of.issue('edge', names); return { 'tls.crt': cert, 'tls.key': key }; };
  const put = async (name: string, type: string, stringData: Record<string, string>) => mesh.kube.apply({ apiVersion: 'v1', kind: 'Secret', type, metadata: { name, namespace: PODS }, stringData });
  const client = await pair(authority);
  await put('public-tls', 'kubernetes.io/tls', await pair(authority, hosts));
  await put('web-ca', 'nginx.org/ca', { 'ca.crt': authority.cert });
  await put('nginx-client', 'kubernetes.io/tls', client);
  await put('kong-ca', 'Opaque', { 'ca.crt': authority.cert, 'id': '6fde7a7e-3b0b-4d8f-a8e4-5c1f0f8d6c11' });
  await put('nginx-upstream', 'Opaque', { 'ca.crt': authority.cert, ...client });
  await mesh.kube.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web-ca', namespace: PODS }, data: { 'ca.crt': authority.cert } });
  await put('strange-client', 'kubernetes.io/tls', await pair(stranger));
  await put('strange-ca', 'nginx.org/ca', { 'ca.crt': stranger.cert });
}

function view(): ClusterView {
  return new ClusterView(mesh.kube, join(nginx.dir, 'files'));
}

async function ask(url: string, question: Partial<Question> = {}): Promise<Asked> {
  const ca = readFileSync(join(mesh.run.pki, 'ssl/certs/ca-certificates.crt'), 'utf8');
  return mesh.asker.ask('outside', { url, ca, connect: nginx.address, ...question });
}

const served = ({ status, reply, error }: Asked) => (reply === undefined ? `${status ?? error}` : `${status} ${reply.service}`);

/** What is to come of each request, whoever made NGINX's configuration. */
const TO_ORDERS: [url: string, expected: string][] = [
  // mutual TLS to the gateway, whole segments and an exact path
  ['https://api.example.com/v1/orders', '200 orders'],
  ['https://api.example.com/v1/orders/7?full=1', '200 orders'],
  ['https://api.example.com/v1/status', '200 orders'],
  ['https://api.example.com/v1/ordersx', '404'],
  ['https://api.example.com/v1/status/more', '404'],
  ['https://api.example.com/', '404'],
  // a host that nobody has declared
  ['https://other.example.com/', '404'],
];

const TO_PAGES: [url: string, expected: string][] = [
  // TLS whose certificate is verified, a wildcard by a name below it
  ['https://www.example.com/any/where', '200 pages'],
  ['https://north.shops.example.com/', '200 pages'],
  // in clear
  ['https://plain.example.com/', '200 pages'],
];

interface Controller {
  readonly name: string;
  readonly sites: () => Promise<Site[]>;
  readonly redirect: number;
  readonly requests: [url: string, expected: string][];
  /** Undefined: its limits are not NGINX's. */
  readonly limited?: string;
  readonly unlimited?: string;
}

const ALL = { requests: [...TO_ORDERS, ...TO_PAGES], limited: 'https://limited.example.com/', unlimited: 'https://www.example.com/' };

const CONTROLLERS: Controller[] = [
  { name: 'VirtualServers of F5’s controller', sites: async () => f5Sites(view(), f5.objects), redirect: 301, ...ALL },
  { name: 'Ingresses of the retired ingress-nginx', sites: async () => ingressNginxSites(view(), retired.objects, 429), redirect: 308, ...ALL },
  {
    name: 'Gateway and routes of NGINX Gateway Fabric',
    sites: async () => fabricSites(view(), fabric.objects),
    redirect: 301,
    requests: TO_ORDERS,
    limited: 'https://api.example.com/v1/status',
  },
  { name: 'Ingresses and Services of Kong, whose role NGINX plays', sites: async () => kongSites(view(), kong.objects), redirect: 308, requests: [...TO_ORDERS, ...TO_PAGES] },
];

test('the API server takes the objects of every controller, and Istio finds no fault in them', async () => {
  // F5's came with the shop
  const groups = ['networking.k8s.io', 'gateway.networking.k8s.io', 'gateway.nginx.org'];
  const isOfEdge = ({ kind, apiVersion, spec }: KubeObject) => (kind !== 'NetworkPolicy' && groups.includes(apiVersion.split('/')[0])) || spec?.type === 'ExternalName';
  await apply([...retired.objects, ...fabric.objects, ...kong.objects].filter(isOfEdge));
  assert.deepStrictEqual(await mesh.judges.rejectedUpdates(), []);
});

for (const { name, sites, redirect, requests, limited, unlimited } of CONTROLLERS) {
  describe(name, () => {
    before(async () => nginx.serve(await sites()), { timeout: 60_000 });

    test('lead where the gateway routes, over every sort of way', async () => {
      const answers = await Promise.all(requests.map(async ([url]): Promise<[string, string]> => [url, served(await ask(url))]));
      assert.deepStrictEqual(answers, requests);
    });

    test('the callee sees the identity of the gateway', async () => {
      assert.strictEqual((await ask('https://api.example.com/v1/orders')).reply?.client, GATEWAY);
    });

    test('the address of the client arrives, and none that he claims', async () => {
      const { reply: own } = await ask('https://api.example.com/v1/orders');
      const { reply: forged } = await ask('https://api.example.com/v1/orders', { headers: { 'x-forwarded-for': '192.0.2.1', 'x-envoy-external-address': '192.0.2.1' } });
      const client = '198.51.100.2';
      assert.deepStrictEqual([own, forged].map((reply) => reply?.headers['x-envoy-external-address']), [client, client]);
      assert.match(String(forged?.headers['x-forwarded-for']), /^192\.0\.2\.1, ?198\.51\.100\.2,/);
    });

    test('who comes without TLS is sent to it', async () => {
      const { status, headers } = await ask('http://api.example.com/v1/orders?a=b');
      assert.deepStrictEqual([status, headers?.location], [redirect, 'https://api.example.com/v1/orders?a=b']);
    });

    if (limited === undefined) return;
    test('what is above the limit is answered with 429, and no other host is limited', async () => {
      await nginx.serve(await sites());
      const statuses = async (url: string) => {
        const answers = await Promise.all(Array.from({ length: BURST + 6 }, async () => ask(url)));
        return answers.map(({ status }) => status).sort();
      };
      assert.deepStrictEqual(await statuses(limited), [...Array(BURST + 1).fill(200), ...Array(5).fill(429)]);
      if (unlimited !== undefined) assert.deepStrictEqual(await statuses(unlimited), Array(BURST + 6).fill(200));
    });
  });
}

describe('what stands behind the edge', () => {
  test('takes nothing from its network directly: mutual TLS is strict', async () => {
    const { status, error } = await mesh.asker.ask('plain:default', { url: 'http://orders.shop.svc.cluster.local:8080/v1/orders' });
    assert.deepStrictEqual([status, error], [undefined, 'ECONNRESET']);
  });
});

describe('who is not believed gets nowhere:', () => {
  /** Every site of F5's, with another way to the gateway. */
  async function serveWith(change: (tls: NonNullable<Site['tls']>) => Promise<Partial<NonNullable<Site['tls']>>>): Promise<void> {
    const sites = await f5Sites(view(), f5.objects);
    await nginx.serve(await Promise.all(sites.map(async ({ tls, ...site }) => ({ ...site, tls: tls && { ...tls, ...await change(tls) } }))));
  }

  /** To the gateway with mutual TLS, to that with TLS, in clear. */
  async function ways(): Promise<string[]> {
    return Promise.all(['api.example.com/v1/orders', 'www.example.com/', 'plain.example.com/'].map(async (url) => served(await ask(`https://${url}`))));
  }

  test('an edge with the certificate of a stranger', async () => {
    await serveWith(async ({ client }) => (client === undefined ? {} : { client: await view().keyPair(PODS, 'strange-client') }));
    assert.deepStrictEqual(await ways(), ['502', '200 pages', '200 pages']);
  });

  test('an edge without a certificate', async () => {
    await serveWith(async () => ({ client: undefined }));
    assert.deepStrictEqual(await ways(), ['502', '200 pages', '200 pages']);
  });

  test('a gateway whose certificate a stranger signed', async () => {
    const ca = await view().authorities(PODS, 'strange-ca', ['nginx.org/ca']);
    await serveWith(async () => ({ ca }));
    assert.deepStrictEqual(await ways(), ['502', '502', '200 pages']);
    assert.match(nginx.errors(), /upstream SSL certificate verify error/);
  });

  test('a gateway with a certificate for another name', async () => {
    await serveWith(async () => ({ name: 'else.example.com', sni: false }));
    assert.deepStrictEqual((await ways()).slice(0, 2), ['502', '502']);
  });
});
