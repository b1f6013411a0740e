import { App, Chart, Testing } from 'cdk8s';
import { SHOP } from './ask';
import { Mesh, MeshService, MeshSimulator, ServicePort, Workload, ZeroTrustNamespace } from '../../src';

const POLICY = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: readers, namespace: shop}
spec: {selector: {matchLabels: {app: b}}, rules: [{to: [{operation: {methods: [GET]}}]}]}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: b, namespace: shop}
spec:
  host: b
  trafficPolicy: {outlierDetection: {consecutive5xxErrors: 3}}
  subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: b, namespace: shop}
spec:
  hosts: [b]
  http:
    - match: [{headers: {x-env: {exact: canary}}}]
      name: canary
      route: [{destination: {host: b, subset: v2}}]
    - route: [{destination: {host: b, subset: v1}, weight: 80}, {destination: {host: b, subset: v2}, weight: 20}]
      timeout: 3s
      retries: {attempts: 1, perTryTimeout: 1s, retryOn: "503"}
      fault: {delay: {fixedDelay: 1s, percentage: {value: 5}}}
      mirrors: [{destination: {host: a}, percentage: {value: 10}}]
`;
const simulator = MeshSimulator.fromYaml(SHOP + POLICY);
const GET = { caller: 'shop/a', to: 'b' };

test('says what becomes of a request, and what decided it', () => {
  const decision = simulator.request({ ...GET, headers: { 'x-env': 'canary' } });
  expect([decision.allowed, decision.denied, decision.status, decision.decidedBy]).toEqual([
    true,
    false,
    undefined,
    'AuthorizationPolicy shop/readers spec.rules[0]',
  ]);
  expect(decision.outcomes).toEqual([
    {
      share: 100,
      answeredBy: 'application',
      reason: 'allowed by AuthorizationPolicy shop/readers, spec.rules[0]',
      decidedBy: 'AuthorizationPolicy shop/readers spec.rules[0]',
      host: 'b.shop.svc.cluster.local',
      port: 80,
      subset: 'v2',
      workload: 'shop/b-v2',
      mutualTls: true,
      path: '/',
      authority: 'b',
      headers: { 'x-env': 'canary' },
      ejection: { consecutive5xxErrors: 3 },
    },
  ]);
  expect(decision.route).toMatchObject({
    virtualService: 'shop/b',
    path: 'spec.http[0].match[0]',
    name: 'canary',
    triedBefore: [],
    retries: 2,
    abortedShare: 0,
    mirrors: [],
  });
  expect(decision.trace).toEqual([
    'route: the first route takes it [VirtualService shop/b spec.http[0].match[0]]',
    'destination: b.shop.svc.cluster.local:80, subset v2 [DestinationRule shop/b]',
    'mtls: mutual TLS (PERMISSIVE): the caller is cluster.local/ns/shop/sa/a',
    'authorization: allowed by AuthorizationPolicy shop/readers, spec.rules[0] [AuthorizationPolicy shop/readers spec.rules[0]]',
  ]);
  expect(decision.notSimulated).toEqual([]);
});

test('tells the settings of the route', () => {
  expect(simulator.request(GET).route).toEqual({
    virtualService: 'shop/b',
    path: 'spec.http[1]',
    triedBefore: ['VirtualService shop/b spec.http[0].match[0]'],
    timeout: '3s',
    retries: 1,
    perTryTimeout: '1s',
    retryOn: '503',
    abortedShare: 0,
    delayedShare: 5,
    delay: '1s',
    mirrors: [{ host: 'a.shop.svc.cluster.local', share: 10 }],
  });
});

describe('assertions', () => {
  test('pass what is so', () => {
    expect(simulator.expectAllowed(GET).allowed).toBe(true);
    expect(simulator.expectDenied({ ...GET, method: 'POST' }).status).toBe(403);
    expect(simulator.expectDenied({ ...GET, method: 'POST' }).denied).toBe(true);
    expect(simulator.expectRoute(GET, { host: 'b', subset: 'v2', share: 20 }).outcomes).toHaveLength(2);
    simulator.expectRoute(GET, { host: 'b.shop.svc.cluster.local' });
    simulator.expectRoute({ ...GET, headers: { 'x-env': 'canary' } }, { workload: 'shop/b-v2', path: '/' });
  });

  test('name what decided where it is not so', () => {
    expect(() => simulator.expectAllowed({ ...GET, method: 'POST' })).toThrow(
      /^expected shop\/a POST b to be allowed, but:\n80 % status 403 of a proxy: no rule of AuthorizationPolicy shop\/readers allows it/,
    );
    expect(() => simulator.expectDenied(GET)).toThrow(
      /to be denied, but:\n80 % answered by shop\/b-v1: allowed by AuthorizationPolicy shop\/readers, spec\.rules\[0\]/,
    );
    expect(() => simulator.expectRoute(GET, { subset: 'v2' })).toThrow('to go to subset v2 (20 % do), but:');
    expect(() => simulator.expectRoute(GET, { host: 'a' })).toThrow('(0 % do)');
    expect(() => simulator.expectRoute({ ...GET, method: 'POST' }, {})).toThrow('to go to anybody (0 % do)');
  });

  test('do not take what is not known for anything', () => {
    const itself = { caller: 'shop/a', to: 'a' };
    expect(() => simulator.expectAllowed(itself)).toThrow('not simulated: a pod that calls itself');
    expect(() => simulator.expectDenied(itself)).toThrow('not simulated');
    expect(simulator.request(itself).explain()).toContain('not known: not simulated');
    expect(simulator.request({ caller: 'shop/a', to: 'example.com' }).explain()).toContain('leaves the mesh');
  });
});

test('tokens are told by their claims', () => {
  const jwt =
    'apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata: {name: jwt, namespace: shop}\nspec: {jwtRules: [{issuer: "https://i", audiences: [shop]}]}\n';
  const withTokens = MeshSimulator.fromYaml(`${SHOP}${jwt}`);
  const asked = { caller: 'shop/b', to: 'a' };
  withTokens.expectAllowed(asked);
  withTokens.expectAllowed({ ...asked, claims: { iss: 'https://i', aud: 'shop' } });
  expect(withTokens.expectDenied({ ...asked, claims: { iss: 'https://i', aud: 'shop' }, forgedToken: true }).status).toBe(401);
  expect(withTokens.expectDenied({ ...asked, claims: { iss: 'https://i', aud: 'other' } }).status).toBe(403);
  expect(withTokens.expectDenied({ ...asked, claims: { iss: 'https://other' } }).status).toBe(401);
  expect(withTokens.expectDenied({ ...asked, claims: { iss: 'https://i', aud: ['shop'], exp: 1_000 } }).status).toBe(401);
  expect(withTokens.expectDenied({ ...asked, headers: { authorization: 'Bearer nonsense' } }).status).toBe(401);
});

test('simulates what an app declares', () => {
  const app: App = Testing.app();
  const chart = new Chart(app, 'c');
  new Mesh(chart, 'mesh', { trustDomain: 'example.org' });
  const shop = new ZeroTrustNamespace(chart, 'shop', { name: 'shop' });
  const service = (name: string) =>
    new MeshService(shop, name, { ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/app:1' }) });
  const [cart, stock] = [service('cart'), service('stock')];
  cart.calls(stock);
  const simulated = MeshSimulator.fromApp(app);
  expect(simulated.expectAllowed({ caller: 'shop/cart', to: 'stock:8080' }).trace.join('\n')).toContain('example.org/ns/shop/sa/cart');
  simulated.expectDenied({ caller: 'shop/stock', to: 'cart:8080' });
});

test('what cannot be read is refused', () => {
  expect(() => MeshSimulator.fromYaml('apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {ports: 7}')).toThrow(/^Service x: spec\.ports/);
  expect(() => MeshSimulator.fromYaml('a: [')).toThrow();
});
