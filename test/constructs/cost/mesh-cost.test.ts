import { ApiObject, App, Chart } from 'cdk8s';
import { MeshCost, MeshService, PlainNamespace, PlainService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';

const ports = [ServicePort.http(8080)];
const pods = (name: string, replicas: number) => Workload.deployment({ image: `registry.example.com/${name}:1`, replicas });

function shop(): App {
  const app = new App();
  const chart = new Chart(app, 'shop');
  const inMesh = new ZeroTrustNamespace(chart, 'shop');
  const web = new MeshService(inMesh, 'web', { ports, workload: pods('web', 3) });
  web.calls(new MeshService(inMesh, 'orders', { ports, workload: pods('orders', 2) }));
  new PlainService(new PlainNamespace(chart, 'old'), 'mail', { ports, workload: pods('mail', 4), reason: 'moves in March' });
  return app;
}

test('an app is counted as it would be written', () => {
  const cost = MeshCost.ofApp(shop(), { nodes: 5, requestsPerSecond: 2000 });
  expect(cost.namespaces.map(({ namespace, sidecars, outside }) => [namespace, sidecars, outside])).toEqual([['old', 0, 4], ['shop', 5, 0]]);
  expect(cost.ways.map(({ name, proxies }) => [name, proxies])).toEqual([['sidecars', 5], ['ambient', 5], ['waypoints', 7], ['ingress', 3]]);
  const [sidecars, , , ingress] = cost.ways;
  expect(sidecars.used).toEqual({ cpu: 0.8, cpuMost: 0.8, memory: 300e6, memoryMost: 300e6 });
  expect([ingress.reserved, ingress.used, ingress.guide?.memory]).toEqual([undefined, undefined, 600e6]);
  expect(cost.besides.map(({ name, podsMost }) => [name, podsMost])).toEqual([['istiod', 1], ['CNI plugin', 5]]);
  expect(cost.assumed.join()).not.toContain('nobody said');
  expect(cost.notCounted.length).toBeGreaterThan(1);
  expect(cost.toText()).toContain('on 5 nodes, at 2000 requests a second');
});

test('text is counted as the app that wrote it', () => {
  const text = shop().synthYaml();
  expect(MeshCost.ofYaml(typeof text === 'string' ? text : '').toText()).toBe(MeshCost.ofApp(shop()).toText());
});

test.each<[string, () => unknown, RegExp]>([
  ['no nodes', () => MeshCost.ofApp(shop(), { nodes: 0 }), /^\[MSH011\] `nodes` is out of range; got 0; allowed: whole numbers from 1 to 15000$/],
  ['a part of a request', () => MeshCost.ofYaml('', { requestsPerSecond: 0.5 }), /^\[MSH011\] `requestsPerSecond` is out of range; got 0\.5; allowed: whole numbers from 0 to 1000000000$/],
  ['a text that is no YAML', () => MeshCost.ofYaml('a: ['), /^\[MSH550\] document input:1 cannot be read, and without it the estimate would be too low; got "[^"]+"; fix: mend the object; `cdk8s-istio analyze` says more$/],
  ['an object of another shape', () => {
    const app = shop();
    new ApiObject(new Chart(app, 'more'), 'wrong', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'wrong' }, spec: { replicas: 'three' } });
    return MeshCost.ofApp(app);
  }, /^\[MSH550\] more\/wrong: Deployment wrong cannot be read, and without it the estimate would be too low; got "spec\.replicas: [^"]+/],
])('%s is refused', (_, wrong, message) => {
  expect(wrong).toThrow(message);
});
