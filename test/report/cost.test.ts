import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policy, services } from './some-objects';
import { FIGURES } from '../../src/advice/guidance';
import { DEFAULT_SURROUNDINGS } from '../../src/manifests/surroundings';
import { readManifests } from '../../src/manifests/text-reader';
import { type Cost, type CostQuestion, costOf } from '../../src/report/cost';
import { formatCostJson, formatCostText } from '../../src/report/cost-text';

const NODES = { nodes: 4 };
const namespace = (name: string, labels: string) => `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: ${labels} }\n`;
const deployment = (name: string, home: string, replicas: number, more: { template?: string; pod?: string } = {}) => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${home} }
spec: { replicas: ${replicas}, selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} }, ${more.template ?? ''} }, spec: { ${more.pod ?? 'containers: [{ name: app, image: app }]'} } } }
`;
const gatewayPods = deployment('edge', 'edge', 3, { template: 'annotations: { inject.istio.io/templates: gateway, sidecar.istio.io/proxyCPU: "1", sidecar.istio.io/proxyMemory: 1Gi }', pod: 'containers: [{ name: istio-proxy, image: auto }]' });
const kubernetesGateway = (name: string, className: string, more = '') => `---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: ${name}, namespace: edge }\nspec: { gatewayClassName: ${className}, ${more} listeners: [{ name: mesh, port: 80, protocol: HTTP }] }\n`;
const webGateway = '---\napiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { name: web, namespace: shop }\nspec: { selector: { istio: ingressgateway }, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"] }] }\n';
const autoscaler = (name: string) => `---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: ${name}, namespace: edge }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }, minReplicas: 2, maxReplicas: 6 }\n`;

function cost(text: string, question: CostQuestion = NODES): Cost {
  const manifests = readManifests(text);
  expect(manifests.refused.map(({ problems }) => problems)).toEqual([]);
  return costOf(manifests, question);
}

const way = ({ ways }: Cost, key: string) => ways.find((one) => one.key === key)!;
const part = ({ besides }: Cost, title: string) => besides.find((one) => one.title === title);

describe('pods', () => {
  const text = namespace('shop', '{ istio-injection: enabled }') + namespace('fast', '{ istio.io/dataplane-mode: ambient }') + namespace('plain', '{}')
    + deployment('web', 'shop', 2) + deployment('batch', 'shop', 1, { template: 'annotations: { sidecar.istio.io/inject: "false" }' })
    + deployment('db', 'fast', 5) + deployment('log', 'plain', 7) + deployment('lost', 'nowhere', 9) + namespace('edge', '{ istio-injection: enabled }') + gatewayPods;
  const counted = cost(text);

  test('are counted by what stands before them, in each namespace and in all', () => {
    const row = ({ namespace: name, sidecars, ambient, gateways, outside }: Cost['all']) => [name, sidecars.least, ambient.least, gateways.least, outside.least];
    const rows = [...counted.namespaces, counted.all].map(row);
    expect(rows).toEqual([['edge', 0, 0, 3, 0], ['fast', 0, 5, 0, 0], ['nowhere', 0, 0, 0, 0], ['plain', 0, 0, 0, 7], ['shop', 2, 0, 0, 1], ['', 2, 5, 3, 8]]);
  });

  test('of unknown namespaces are said not to be counted', () => {
    expect(counted.notCounted[0]).toBe('the pods of nowhere: nothing says whether they are in the mesh (give the Namespace, or name it in the context)');
  });

  test('in the mesh need what they would as sidecars, those of ambient mode too', () => {
    expect(way(counted, 'sidecars')).toMatchObject({ proxies: { least: 7, most: 7 }, reserved: { cpu: { least: expect.closeTo(0.7), most: expect.closeTo(0.7) } } });
  });

  test('of gateways reserve what they say', () => {
    expect(part(counted, 'gateways')).toMatchObject({ pods: { least: 3 }, reserved: { cpu: { least: 3 }, memory: { least: 3 * 2 ** 30 } }, guide: { cpu: { least: 1.5 } } });
  });
});

describe('in all', () => {
  test('is the sum of the namespaces, in every example', () => {
    for (const example of ['ecommerce', 'paymentpro', 'bookinfo']) {
      const { namespaces, all } = cost(readFileSync(join(__dirname, '..', '..', 'examples', example, 'out.yaml'), 'utf8'));
      for (const field of ['sidecars', 'ambient', 'gateways', 'outside', 'usedMemory'] as const) expect([field, namespaces.reduce((sum, one) => sum + one[field].most, 0)]).toEqual([field, all[field].most]);
      expect(namespaces.reduce((sum, { reserved }) => sum + reserved.cpu.least, 0)).toBeCloseTo(all.reserved.cpu.least);
      expect(all.sidecars.least).toBeGreaterThan(5);
    }
  });

  test('goes from the fewest pods to the most', () => {
    const scaled = namespace('edge', '{ istio-injection: enabled }') + deployment('web', 'edge', 3) + autoscaler('web');
    expect(way(cost(scaled), 'sidecars')).toMatchObject({ proxies: { least: 2, most: 6 }, reserved: { memory: { least: 2 * 128 * 2 ** 20, most: 6 * 128 * 2 ** 20 } } });
    expect(formatCostText(cost(scaled))).toMatch(/^ {2}sidecars +2 to 6 +0.2 to 0.6 CPU, 268 to 805 MB +0.4 CPU, 120 to 360 MB/m);
  });
});

describe('waypoints', () => {
  const rule = policy('a', '{ rules: [{ to: [{ operation: { methods: [GET] } }] }] }');

  test('are needed by namespaces with rules about requests', () => {
    const one = cost(services('orders') + rule);
    expect(way(one, 'waypoints').proxies).toEqual({ least: 6, most: 6 });
    expect(one.assumed).toContainEqual(expect.stringMatching(/a waypoint of 2 pods .* rules about them: shop$/));
    expect(one.namespaces[0].requestRules).toEqual(['AuthorizationPolicy']);
  });

  test('are not needed without', () => {
    const none = cost(services('orders'));
    expect(way(none, 'waypoints').proxies).toEqual({ least: 4, most: 4 });
    expect(none.assumed).toContainEqual(expect.stringContaining('needs no waypoint'));
  });

  test('are those that are there, and their autoscalers’', () => {
    const there = cost(services('orders') + rule + kubernetesGateway('way', 'istio-waypoint') + autoscaler('way'));
    expect(way(there, 'waypoints').proxies).toEqual({ least: 6, most: 10 });
    expect(part(there, 'gateways')).toBeUndefined();
  });
});

describe('besides', () => {
  test.each<[string, string, number | undefined]>([
    ['none', '', undefined],
    ['one that lies outside', webGateway, 1],
    ['one that two Gateways share', webGateway + webGateway.replace('name: web', 'name: other'), 1],
    ['one that Istio makes', kubernetesGateway('web', 'istio'), 1],
    ['one that Istio makes and somebody scales', kubernetesGateway('web', 'istio') + autoscaler('web-istio'), 2],
    ['one that Istio does not make', kubernetesGateway('web', 'istio', 'addresses: [{ type: Hostname, value: edge.edge.svc.cluster.local }],'), undefined],
    ['one of somebody else', kubernetesGateway('web', 'nginx'), undefined],
    ['one that Istio made', kubernetesGateway('web', 'istio') + gatewayPods.replace('labels: { app: edge },', 'labels: { app: edge, gateway.networking.k8s.io/gateway-name: web },'), 3],
  ])('gateways: %s', (_, text, pods) => {
    expect(part(cost(services('orders') + text), 'gateways')?.pods.least).toBe(pods);
  });

  test('there is one istiod, and a plugin on every node', () => {
    expect(cost(services('orders')).besides.map(({ title, pods }) => [title, pods.least])).toEqual([['istiod', 1], ['CNI plugin', 4]]);
    expect(part(cost(services('orders')), 'istiod')).toMatchObject({ reserved: { cpu: { most: FIGURES.istiod.reserved.cpu } }, guide: { memory: { most: 2e9 } } });
  });
});

describe('what is said', () => {
  test('of what is in no mesh is what a mesh would take', () => {
    const plain = cost(namespace('plain', '{}') + deployment('web', 'plain', 3) + deployment('agent', 'plain', 2, { pod: 'hostNetwork: true, containers: [{ name: app, image: app }]' }));
    expect(way(plain, 'sidecars').proxies).toEqual({ least: 3, most: 3 });
    expect(plain.assumed).toContainEqual(expect.stringContaining('no pod is in a mesh yet'));
  });

  test('tells what is not known, and counts it by something', () => {
    expect(cost(services('orders'), {}).assumed[0]).toBe('the cluster has 3 nodes, since nobody said how many');
    expect(cost(services('orders')).assumed.join()).not.toContain('nobody said');
    expect(cost(namespace('shop', '{ istio-injection: enabled }') + deployment('web', 'shop', 1000), {}).nodes).toBe(10);
    expect(cost('', {})).toMatchObject({ nodes: 3, namespaces: [], all: { sidecars: { most: 0 } } });
  });

  test('tells how many objects were not read', () => {
    expect(costOf(readManifests(`${services('orders')}---\nkind: Nothing\n`)).notCounted[0]).toBe('objects that cannot be read: 1');
  });

  test('is the same in any order of the objects', () => {
    const documents = (services('orders', 'web') + policy('a', '{ rules: [{ to: [{ operation: { methods: [GET] } }] }] }') + gatewayPods).split('---\n');
    expect(formatCostJson(cost([...documents].reverse().join('---\n')))).toBe(formatCostJson(cost(documents.join('---\n'))));
  });

  test('takes nothing of what lies outside for more than a text', () => {
    const [outside] = DEFAULT_SURROUNDINGS.gatewayWorkloads;
    const gatewayWorkloads = [{ ...outside, labels: { ...outside.labels, app: 'a\nNot counted\u001b[31m' } }];
    const text = formatCostText(costOf(readManifests(services('orders') + webGateway, { ...DEFAULT_SURROUNDINGS, gatewayWorkloads })));
    expect(text).toContain('istio-system/a\\u{a}Not counted\\u{1b}[31m');
    expect(text.split('\n').filter((line) => line.startsWith('Not counted'))).toHaveLength(1);
  });

  test('names its sources, for people and programs', () => {
    const text = formatCostText(cost(services('orders')));
    expect(text).toContain('performance-and-scalability');
    expect(text).toContain('release-1.31/manifests/charts');
    expect(JSON.parse(formatCostJson(cost(services('orders')))).sources.performance.about).toContain('those of 1.24');
  });
});
