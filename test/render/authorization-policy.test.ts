import { accepted, aCall, aGrant, aMesh, aPlaintext, aPort, aService } from './a-mesh';
import type { Caller } from '../../src/model/call';
import { DENY_ALL, renderCallers, renderNamespaceGrant } from '../../src/render/authorization-policy';
import { AUTHORIZATION_POLICY } from '../../src/render/kinds';

const services = [aService('shop/orders')];
const callersOf = (...calls: ReturnType<typeof aCall>[]) => accepted(AUTHORIZATION_POLICY, renderCallers(aMesh({ services, calls }), 'shop/orders'));

test('a declared caller may do what was declared, on the port of the pod', () => {
  const policy = callersOf(aCall('shop/web', 'shop/orders', { methods: ['POST', 'GET'], paths: [{ kind: 'subtree', value: '/orders' }] }));
  expect(policy).toEqual({
    action: 'ALLOW',
    selector: { matchLabels: { app: 'orders' } },
    rules: [{
      from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
      to: [{ operation: { methods: ['GET', 'POST'], paths: ['/orders', '/orders/*'], ports: ['8080'] } }],
    }],
  });
});

test('what was not restricted is not mentioned, but ports always are', () => {
  const [rule] = callersOf(aCall('shop/web', 'shop/orders', { ports: [aPort('TCP', 5432, 5432), aPort('HTTP')] })).rules!;
  expect(rule.to).toEqual([{ operation: { ports: ['5432', '8080'] } }]);
  expect(rule).not.toHaveProperty('when');
});

test('callers of every kind share a rule when they may do the same', () => {
  const callers: (string | Caller)[] = [
    'shop/web',
    { kind: 'gateway', identity: { namespace: 'istio-ingress', serviceAccountName: 'ingress' }, podLabels: {} },
    { kind: 'account', identity: { namespace: 'jobs', serviceAccountName: 'cron' } },
    { kind: 'namespace', namespace: 'reports' },
    'shop/web',
  ];
  const { rules } = callersOf(...callers.map((caller) => aCall(caller, 'shop/orders')));
  expect(rules).toHaveLength(1);
  expect(rules![0].from).toEqual([{
    source: {
      principals: ['cluster.local/ns/istio-ingress/sa/ingress', 'cluster.local/ns/jobs/sa/cron', 'cluster.local/ns/reports/*', 'cluster.local/ns/shop/sa/web'],
    },
  }]);
});

test('callers that may do different things never lend each other anything', () => {
  const get = aCall('shop/web', 'shop/orders', { methods: ['GET'] });
  const post = aCall('shop/checkout', 'shop/orders', { methods: ['POST'] });
  const { rules } = callersOf(post, get);
  expect(rules!.map((rule) => [rule.from![0].source!.principals, rule.to![0].operation!.methods])).toEqual([
    [['cluster.local/ns/shop/sa/web'], ['GET']],
    [['cluster.local/ns/shop/sa/checkout'], ['POST']],
  ]);
  expect(callersOf(get, post)).toEqual(callersOf(post, get));
});

test('granted namespaces are said beside declared callers, so that neither is refused while policies are enforced one after the other', () => {
  const model = aMesh({ services, calls: [aCall('shop/web', 'shop/orders')], grants: [aGrant('shop', 'reports'), aGrant('shop', 'legacy'), aGrant('other', 'x')] });
  const { rules } = accepted(AUTHORIZATION_POLICY, renderCallers(model, 'shop/orders'));
  expect(rules!.slice(1)).toEqual([{ from: [{ source: { principals: ['cluster.local/ns/legacy/*', 'cluster.local/ns/reports/*'] } }] }]);
});

test('granted namespaces are not said where nobody has an identity', () => {
  const plaintext = aPlaintext('shop/orders', { mode: 'DISABLE' });
  const model = aMesh({ services, calls: [aCall('shop/web', 'shop/orders')], plaintext: [plaintext], grants: [aGrant('shop', 'reports')] });
  const { rules } = accepted(AUTHORIZATION_POLICY, renderCallers(model, 'shop/orders'));
  expect(rules).toEqual([{ to: [{ operation: { ports: ['8080'] } }] }]);
});

test('plaintext is allowed to anybody, but only what its exception says', () => {
  const operation = { methods: ['GET'], paths: [{ kind: 'exact', value: '/health' } as const], ports: [aPort('HTTP')] };
  const model = aMesh({ services, calls: [aCall('shop/web', 'shop/orders')], plaintext: [aPlaintext('shop/orders', { operation })] });
  const { rules } = accepted(AUTHORIZATION_POLICY, renderCallers(model, 'shop/orders'));
  expect(rules).toHaveLength(2);
  expect(rules![0]).toHaveProperty('from');
  expect(rules![1]).toEqual({ to: [{ operation: { methods: ['GET'], paths: ['/health'], ports: ['8080'] } }] });
  expect(rules![1]).not.toHaveProperty('from');
});

test('lists that Istio would read as everything are refused', () => {
  for (const operation of [{ methods: [] }, { paths: [] }, { ports: [] }]) {
    expect(() => callersOf(aCall('shop/web', 'shop/orders', operation))).toThrow('empty list');
  }
  expect(() => callersOf()).toThrow('nobody calls shop/orders');
  expect(() => renderCallers(aMesh({ services: [aService('shop/orders', { selector: {} })], calls: [aCall('shop/web', 'shop/orders')] }), 'shop/orders'))
    .toThrow('no labels');
});

test('an HTTP restriction on a TCP port is refused, since it would match nothing', () => {
  expect(() => callersOf(aCall('shop/web', 'shop/orders', { methods: ['GET'], ports: [aPort('HTTP'), aPort('TCP', 5432, 5432)] }))).toThrow('not HTTP');
});

test('a granted namespace may call everything, and no other namespace may', () => {
  const policy = accepted(AUTHORIZATION_POLICY, renderNamespaceGrant(aMesh({ settings: { trustDomain: 'prod' } }), 'reports'));
  expect(policy).toEqual({ action: 'ALLOW', rules: [{ from: [{ source: { principals: ['prod/ns/reports/*'] } }] }] });
});

test('deny all has no rule, not an empty one', () => {
  expect(accepted(AUTHORIZATION_POLICY, DENY_ALL)).toStrictEqual({});
});
