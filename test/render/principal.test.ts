import { namespacePrincipals, principal } from '../../src/render/principal';

test('a workload is named by trust domain, namespace and service account', () => {
  expect(principal({ namespace: 'shop', serviceAccountName: 'orders' }, { trustDomain: 'prod.example.com' })).toBe('prod.example.com/ns/shop/sa/orders');
});

test('the workloads of a namespace do not include those of one whose name begins alike', () => {
  expect(namespacePrincipals('shop', { trustDomain: 'cluster.local' })).toBe('cluster.local/ns/shop/*');
});
