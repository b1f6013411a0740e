import { AB, ask, BOTH, istio, manifestsOf, peers, SHOP } from './ask';
import { UnknownPlace } from '../../src/simulation/callers';
import { simulate } from '../../src/simulation/simulate';

describe('without any policy', () => {
  test.each([
    ['a service', AB, BOTH],
    ['its full name, with a dot at the end', { ...AB, to: 'b.shop.svc.cluster.local.' }, BOTH],
    ['a pod without a proxy', { ...AB, to: 'c.outsiders' }, ['outsiders/c']],
    ['from a pod without a proxy', { from: 'outsiders/c', to: 'b.shop' }, BOTH],
    ['a port that it has not', { ...AB, to: 'b:81' }, ['nobody']],
    ['a port that no proxy reads', { ...AB, to: 'tcp://b:9000' }, BOTH],
    ['a service that is not there', { ...AB, to: 'x' }, ['nobody']],
    ['nor in a namespace that is', { ...AB, to: 'x.shop' }, ['nobody']],
    ['nor by its full name', { ...AB, to: 'x.y.svc.cluster.local' }, ['nobody']],
    ['an address', { ...AB, to: '192.0.2.1' }, ['outside']],
    ['a host outside', { ...AB, to: 'http://example.com' }, ['outside']],
    ['with encryption', { ...AB, to: 'https://example.com' }, ['outside']],
    ['a path that is none', { ...AB, path: '/a#b' }, ['400']],
    ['through a gateway that is none', { from: 'outside', to: 'http://shop.example.com' }, ['nobody']],
    ['itself', { from: 'shop/a', to: 'a' }, ['unknown']],
  ])('%s', (_, question, expected) => {
    expect(ask(SHOP, question)).toEqual(expected);
  });

  test('there must be somebody who asks', () => {
    expect(() => ask(SHOP, { from: 'shop/nobody', to: 'b' })).toThrow(UnknownPlace);
    expect(() => ask(SHOP, { from: 'nobody', to: 'b' })).toThrow('no workload is called nobody');
    expect(ask(SHOP, { from: 'a', to: 'b' })).toEqual(BOTH);
    expect(ask(SHOP, { from: 'shop/b', to: 'a' })).toEqual(['shop/a']);
  });
});

test('what changes proxies in other ways is said', () => {
  const filter =
    'apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {name: f, namespace: shop}\nspec: {configPatches: []}\n---\n';
  expect(simulate(manifestsOf(SHOP + filter), AB).notSimulated).toEqual(['not simulated: EnvoyFilter shop/f']);
  const ambient = SHOP.replace('istio-injection: enabled', 'istio.io/dataplane-mode: ambient');
  expect(simulate(manifestsOf(ambient), AB).notSimulated).toEqual(['not simulated: ambient mode of shop']);
});

test('what is not known is not guessed', () => {
  const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: x, namespace: shop}\nspec: ${spec}\n---\n`;
  const asked = { from: 'shop/a', to: 'x' };
  expect(ask(SHOP + service('{type: ExternalName, externalName: example.com, ports: [{port: 80, name: http}]}'), asked)).toEqual(['unknown']);
  expect(ask(SHOP + service('{ports: [{port: 80, name: http}]}'), asked)).toEqual(['unknown']);
  expect(ask(SHOP + service('{selector: {app: x}, ports: [{port: 80, name: http}]}'), asked)).toEqual(['503']);
  const elsewhere = service('{selector: {app: x}, ports: [{port: 80, name: http}]}').replace('namespace: shop', 'namespace: elsewhere');
  expect(ask(SHOP + elsewhere, { from: 'shop/a', to: 'x.elsewhere' })).toEqual(['unknown']);
  expect(ask(SHOP + elsewhere, { from: 'plain:shop', to: 'x.elsewhere' })).toEqual(['unknown']);
  const strange = SHOP.replace('metadata: {name: outsiders}', 'metadata: {name: others}');
  expect(simulate(manifestsOf(strange), { from: 'shop/a', to: 'c.outsiders' }).notSimulated).toEqual([
    'not simulated: whether pods of outsiders get a proxy: nothing is known of that namespace',
  ]);
  const ingress = istio('Sidecar', 's', '{workloadSelector: {labels: {app: b}}, ingress: [{port: {number: 8080, protocol: HTTP, name: http}}]}');
  expect(simulate(manifestsOf(SHOP + ingress), AB).notSimulated).toEqual(['not simulated: Sidecar shop/s']);
});

test('of a headless service the caller chooses the pod itself', () => {
  const headless = (selector: string, name = 'h') =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {clusterIP: None, selector: ${selector}, ports: [{name: http, port: 8080}]}\n---\n`;
  expect(ask(SHOP + headless('{app: b}') + peers('{mtls: {mode: STRICT}}'), { from: 'shop/a', to: 'h:8080' })).toEqual(BOTH);
  const subset =
    istio('DestinationRule', 'd', '{host: h, subsets: [{name: v1, labels: {version: v1}}]}') +
    istio('VirtualService', 'v', '{hosts: [h], http: [{route: [{destination: {host: h, subset: v1}}]}]}');
  expect(ask(SHOP + headless('{app: b}') + subset, { from: 'shop/a', to: 'h:8080' })).toEqual(['unknown']);
});
