import { inApplyOrder } from '../../src/render/order';
import { anObject } from '../testing/an-object';

const named = (name: string, namespace = 'shop') => ({ name, namespace });

const inDryRun = (name: string) => ({ ...named(name, 'dry'), annotations: { 'istio.io/dry-run': 'true' } });

/** In the right order. */
const FILE = [
  anObject('apiextensions.k8s.io/v1 CustomResourceDefinition', undefined, { name: 'canaries.flagger.app' }),
  anObject('v1 Namespace', undefined, { name: 'shop' }),
  anObject('v1 ServiceAccount'),
  anObject('security.istio.io/v1 PeerAuthentication', 'selector: { matchLabels: { app: orders } }\nmtls: { mode: STRICT }', named('orders-plaintext')),
  anObject('security.istio.io/v1 PeerAuthentication', 'mtls: { mode: PERMISSIVE }', named('default', 'legacy')),
  anObject('security.istio.io/v1 PeerAuthentication', 'mtls: { mode: STRICT }', named('default', 'istio-system')),
  anObject('v1 Service'),
  anObject('networking.istio.io/v1 DestinationRule', 'host: a'),
  anObject('networking.istio.io/v1 ServiceEntry', 'hosts: [a.example.com]'),
  anObject('security.istio.io/v1 RequestAuthentication', 'jwtRules: []'),
  anObject('security.istio.io/v1 AuthorizationPolicy', '{}', inDryRun('deny-all')),
  anObject('security.istio.io/v1 AuthorizationPolicy', 'rules: [{ from: [{ source: { principals: ["a/*"] } }] }]', inDryRun('allow-from-web')),
  anObject('security.istio.io/v1 AuthorizationPolicy', 'selector: { matchLabels: { app: carts } }\naction: ALLOW\nrules: [{}]', inDryRun('carts-callers')),
  anObject('security.istio.io/v1 AuthorizationPolicy', 'selector: { matchLabels: { app: orders } }\naction: ALLOW\nrules: [{}]', named('orders-callers')),
  anObject('security.istio.io/v1 AuthorizationPolicy', 'rules: [{ from: [{ source: { principals: ["a/*"] } }] }]', named('allow-from-web')),
  anObject('security.istio.io/v1 AuthorizationPolicy', 'action: DENY\nrules: [{}]', named('a-token')),
  anObject('security.istio.io/v1 AuthorizationPolicy', '{}', named('deny-all')),
  anObject('networking.k8s.io/v1 NetworkPolicy', 'podSelector: { matchLabels: { app: orders } }', named('orders')),
  anObject('networking.k8s.io/v1 NetworkPolicy', 'podSelector: {}', named('default-deny')),
  anObject('v1 ConfigMap'),
  anObject('cert-manager.io/v1 Certificate', 'secretName: a'),
  anObject('networking.istio.io/v1 Gateway', 'selector: {}'),
  anObject('networking.istio.io/v1 VirtualService', 'hosts: [a]'),
  anObject('networking.istio.io/v1 Sidecar', 'workloadSelector: { labels: { app: orders } }', named('orders')),
  anObject('networking.istio.io/v1 Sidecar', 'egress: [{ hosts: ["./*"] }]', named('default')),
  anObject('policy/v1 PodDisruptionBudget', 'selector: {}'),
  anObject('apps/v1 Deployment', 'selector: {}'),
  anObject('batch/v1 CronJob', 'schedule: "@daily"'),
];

test('what is relied on comes before what relies on it, and what relaxes before what restricts', () => {
  expect(inApplyOrder([...FILE].reverse())).toEqual(FILE);
});

test('kinds of Gateway API are not taken for those of Istio: an entrance comes after the routes behind it', () => {
  const own = anObject('networking.istio.io/v1 Gateway', 'selector: {}');
  const routes = anObject('networking.istio.io/v1 VirtualService', 'hosts: []');
  const entrances = [
    anObject('gateway.networking.k8s.io/v1 Gateway', 'listeners: []'),
    anObject('gateway.networking.k8s.io/v1 HTTPRoute', 'rules: []'),
    anObject('k8s.nginx.org/v1 VirtualServer', 'routes: []'),
    anObject('networking.k8s.io/v1 Ingress', 'rules: []'),
  ];
  expect(inApplyOrder([...entrances, routes, own].reverse())).toEqual([own, routes, ...entrances]);
});

test('what an entrance refers to comes before it', () => {
  const policy = anObject('k8s.nginx.org/v1 Policy', 'rateLimit: {}');
  const grant = anObject('gateway.networking.k8s.io/v1 ReferenceGrant', 'from: []');
  const server = anObject('k8s.nginx.org/v1 VirtualServer', 'routes: []');
  expect(inApplyOrder([server, policy, grant])).toEqual([grant, policy, server]);
});

test('equals are ordered by namespace, name and kind, by code point', () => {
  const objects = [
    anObject('v1 ConfigMap', undefined, named('b', 'a')),
    anObject('v1 ConfigMap', undefined, named('B', 'b')),
    anObject('v1 ConfigMap', undefined, named('a', 'b')),
    anObject('v1 Secret', undefined, named('a', 'b')),
  ];
  expect(inApplyOrder([...objects].reverse())).toEqual(objects);
});

test('objects without anything are survived, and the given list is left as it is', () => {
  const objects = [anObject('apps/v1 Deployment'), {}, null];
  expect(inApplyOrder(objects)).toEqual([{}, null, objects[0]]);
  expect(objects[1]).toEqual({});
});
