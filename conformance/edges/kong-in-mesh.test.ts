import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { ClusterView } from './cluster-view';
import { kongSites } from './kong';
import { Nginx } from './nginx';
import { EdgeShop } from './shop';
import type { Site } from './site';
import { trustTheEdge } from './trust-the-edge';
import type { Question } from '../mesh/app/settings';
import type { Asked } from '../mesh/ask';
import { Authority } from '../mesh/certificates';
import type { KubeObject } from '../mesh/kube';
import { Mesh } from '../mesh/mesh';
import { checkPrograms } from '../mesh/requirements';
import { until } from '../mesh/until';

/** An NGINX in Kong's role, in a pod of the mesh: its proxy stands between it and the gateway. */

const GATEWAY = 'spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account';
const CLIENT = '198.51.100.2';
const POD = '/api/v1/namespaces/dmz/pods/kong';

const { shop, kong } = EdgeShop.withKongInMesh('dmz', { caCertificate: 'gateway-ca', clientCertificate: 'kong-client' });

let mesh: Mesh;
let nginx: Nginx;

before(async () => {
  await checkPrograms(['nginx']);
  mesh = await Mesh.up('kong', { owner: process.pid });
  await trustTheEdge(mesh.kube, shop);
  await mesh.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dmz', labels: { 'istio-injection': 'enabled' } } });
  await putSecrets();
  const { refusals, warnings, stuck } = await mesh.apply(shop.objects);
  assert.deepStrictEqual([refusals, warnings, stuck], [[], [], []]);
  nginx = await inMesh();
  await nginx.serve(await sites());
}, { timeout: 900_000 });

after(async () => {
  await nginx?.stop();
  await mesh?.down();
}, { timeout: 60_000 });

async function putSecrets(): Promise<void> {
  const { authority } = mesh;
  const stranger = await Authority.create(join(mesh.run.dir, 'stranger'));
  const put = async (name: string, type: string, stringData: Record<string, string>) => mesh.kube.apply({ apiVersion: 'v1', kind: 'Secret', type, metadata: { name, namespace: 'dmz' }, stringData });
  const pair = async (of: Authority, names?: string[]) => { const { cert, key } = await of.issue('edge', names); return { 'tls.crt': cert, 'tls.key': key }; };
  await put('public-tls', 'kubernetes.io/tls', await pair(authority, ['*.example.com', '*.shops.example.com']));
  await put('gateway-ca', 'Opaque', { 'ca.crt': authority.cert, 'id': '7d0f3f0e-7c1f-4c59-9b2b-8f6f2f5d3c11' });
  await put('kong-client', 'kubernetes.io/tls', await pair(authority));
  await put('strange-client', 'kubernetes.io/tls', await pair(stranger));
}

/** The pod of a controller, annotated as its chart is told. */
async function inMesh(): Promise<Nginx> {
  const { podAnnotations } = parse(kong.controllerValues);
  await mesh.kube.apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kong', namespace: 'dmz', labels: { app: 'kong' }, annotations: podAnnotations },
    spec: { containers: [{ name: 'proxy', image: 'kong' }] },
  });
  await until('the pod of Kong', 60, async () => (await mesh.kube.get(POD)).status?.conditions?.some(({ type, status }: KubeObject) => type === 'Ready' && status === 'True'));
  const [pod] = await mesh.asker.podsAt('dmz/kong');
  return Nginx.inPod(mesh.run, pod, { http: 8000, https: 8443 });
}

function view(): ClusterView {
  return new ClusterView(mesh.kube, join(nginx.dir, 'files'));
}

async function sites(): Promise<Site[]> {
  return kongSites(view(), shop.objects);
}

/** At the ports of Kong's pods, without the Service that would be before them. */
async function ask(url: string, question: Partial<Question> = {}): Promise<Asked> {
  const ca = readFileSync(join(mesh.run.pki, 'ssl/certs/ca-certificates.crt'), 'utf8');
  const atPort = url.replace(/^http(s?):\/\/[^/]+/, (start, secure) => `${start}:${secure === '' ? 8000 : 8443}`);
  return mesh.asker.ask('outside', { url: atPort, ca, connect: nginx.address, ...question });
}

const served = ({ status, reply, error }: Asked) => (reply === undefined ? `${status ?? error}` : `${status} ${reply.service}`);

const REQUESTS: [url: string, expected: string][] = [
  // mutual TLS to the gateway
  ['https://api.example.com/v1/orders', '200 orders'],
  ['https://api.example.com/v1/orders/7?full=1', '200 orders'],
  ['https://api.example.com/v1/status', '200 orders'],
  ['https://api.example.com/v1/ordersx', '404'],
  ['https://api.example.com/v1/status/more', '404'],
  ['https://other.example.com/', '404'],
  // TLS whose certificate is verified
  ['https://www.example.com/any/where', '200 pages'],
  ['https://north.shops.example.com/', '200 pages'],
];

describe('Kong with a proxy of the mesh beside it', () => {
  test('leads where the gateway routes, and nowhere else', async () => {
    const answers = await Promise.all(REQUESTS.map(async ([url]): Promise<[string, string]> => [url, served(await ask(url))]));
    assert.deepStrictEqual(answers, REQUESTS);
  });

  test('is not who the callee sees: that is the gateway', async () => {
    assert.strictEqual((await ask('https://api.example.com/v1/orders')).reply?.client, GATEWAY);
  });

  test('tells the address of the client, and believes none that he claims', async () => {
    const { reply } = await ask('https://api.example.com/v1/orders', { headers: { 'x-forwarded-for': '192.0.2.1', 'x-envoy-external-address': '192.0.2.1' } });
    assert.strictEqual(reply?.headers['x-envoy-external-address'], CLIENT);
    assert.match(String(reply?.headers['x-forwarded-for']), /^192\.0\.2\.1, ?198\.51\.100\.2,/);
  });

  test('sends who comes without TLS to it', async () => {
    const { status, headers } = await ask('http://api.example.com/v1/orders?a=b');
    assert.deepStrictEqual([status, headers?.location], [308, 'https://api.example.com/v1/orders?a=b']);
  });

  test('is not believed for its identity in the mesh where the gateway asks for a certificate', async () => {
    const right = await sites();
    for (const client of [await view().keyPair('dmz', 'strange-client'), undefined]) {
      await nginx.serve(right.map((site) => ({ ...site, tls: site.tls && { ...site.tls, client } })));
      const answers = await Promise.all(['api.example.com/v1/orders', 'www.example.com/'].map(async (url) => served(await ask(`https://${url}`))));
      assert.deepStrictEqual(answers, ['502', '200 pages']);
    }
    await nginx.serve(right);
  });

  test('is let in by no service all the same', async () => {
    const { status, reply } = await mesh.asker.ask('dmz/kong', { url: 'http://orders.shop.svc.cluster.local:8080/v1/orders' });
    assert.deepStrictEqual([status, reply], [403, undefined]);
  });
});
