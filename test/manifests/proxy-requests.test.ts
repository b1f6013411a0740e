import { proxyRequestsOf } from '../../src/manifests/proxy-requests';
import { readManifests } from '../../src/manifests/text-reader';

const EVERYWHERE = { cpu: 0.1, memory: 100 };
const MI = 2 ** 20;

function requests(annotations: string, proxy = ''): unknown {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop, annotations: ${annotations} }\nspec: { containers: [{ name: a, image: a }${proxy === '' ? '' : `, ${proxy}`}] }\n`;
  const { workloads, refused } = readManifests(text);
  expect(refused).toEqual([]);
  return proxyRequestsOf(workloads[0], EVERYWHERE);
}

test.each<[string, string, unknown]>([
  ['nothing is said', '{}', EVERYWHERE],
  ['both are said', '{ sidecar.istio.io/proxyCPU: 250m, sidecar.istio.io/proxyMemory: 64Mi }', { cpu: 0.25, memory: 64 * MI }],
  // the injector leaves all of the common settings out
  ['one is said', '{ sidecar.istio.io/proxyCPU: 250m }', { cpu: 0.25, memory: 0 }],
  ['a limit is said', '{ sidecar.istio.io/proxyMemoryLimit: 1Gi }', { cpu: 0, memory: 1024 * MI }],
  ['request and limit are said', '{ sidecar.istio.io/proxyMemory: 64Mi, sidecar.istio.io/proxyMemoryLimit: 1Gi }', { cpu: 0, memory: 64 * MI }],
])('where %s', (_, annotations, expected) => {
  expect(requests(annotations)).toEqual(expected);
});

test.each<[string, string, unknown]>([
  ['the container of an injected proxy counts more', '{ name: istio-proxy, image: auto, resources: { requests: { cpu: 2 } } }', { cpu: 2, memory: 100 }],
  ['a proxy that somebody wrote has what he wrote', '{ name: istio-proxy, image: proxyv2, resources: { requests: { cpu: 2 }, limits: { memory: 1Gi } } }', { cpu: 2, memory: 1024 * MI }],
  ['a proxy that somebody wrote without a word has nothing', '{ name: istio-proxy, image: proxyv2 }', { cpu: 0, memory: 0 }],
])('%s', (_, proxy, expected) => {
  expect(requests('{}', proxy)).toEqual(expected);
});
