import { aCall, aGrant, aMesh, anExternal, anExternalCall, aNamespace, aService } from './a-mesh';
import type { Stage } from '../../src/model/namespace';
import { destinationRuleExportTo, serviceEntryExportTo, virtualServiceExportTo } from '../../src/render/export-to';

const edge = { kind: 'gateway', identity: { namespace: 'istio-ingress', serviceAccountName: 'ingress' }, podLabels: {} } as const;
const services = [aService('shop/orders'), aService('shop/web'), aService('zoo/web'), aService('app/web')];

test('routing is seen where callers were declared: services, accounts, namespaces, and its own namespace first', () => {
  const account = { kind: 'account', identity: { namespace: 'jobs', serviceAccountName: 'cron' } } as const;
  const callers = ['zoo/web', 'app/web', 'shop/web', account, { kind: 'namespace', namespace: 'reports' } as const, edge];
  const model = aMesh({ services, calls: callers.map((caller) => aCall(caller, 'shop/orders')), grants: [aGrant('shop', 'legacy')] });
  expect(virtualServiceExportTo(model, 'shop/orders')).toEqual(['.', 'app', 'jobs', 'legacy', 'reports', 'zoo']);
  expect(destinationRuleExportTo(model, 'shop/orders')).toEqual(['.', 'app', 'istio-ingress', 'jobs', 'legacy', 'reports', 'zoo']);
});

test('without callers it stays in its own namespace, which is written once', () => {
  expect(virtualServiceExportTo(aMesh({ services }), 'shop/orders')).toEqual(['.']);
  const within = aMesh({ services, calls: [aCall('shop/web', 'shop/orders'), aCall({ kind: 'namespace', namespace: 'shop' }, 'shop/orders')] });
  expect(virtualServiceExportTo(within, 'shop/orders')).toEqual(['.']);
});

test.each<[string, { stage?: Stage; zeroTrust?: boolean }]>([
  ['before policies are enforced', { stage: 'STRICT' }],
  ['without zero trust', { zeroTrust: false }],
])('%s undeclared callers get through, so everybody sees the routing', (_name, as) => {
  const model = aMesh({ namespaces: [aNamespace('shop', as)], services, calls: [aCall('zoo/web', 'shop/orders')] });
  expect(virtualServiceExportTo(model, 'shop/orders')).toEqual(['*']);
  expect(destinationRuleExportTo(model, 'shop/orders')).toEqual(['*']);
});

test('an external host is seen by its callers only, and not even at home', () => {
  const external = anExternal('shop/carrier');
  const seenBy = (...callers: string[]) =>
    serviceEntryExportTo(aMesh({ services, externals: [external], externalCalls: callers.map((caller) => anExternalCall(caller, external)) }), 'shop/carrier');
  expect(seenBy('zoo/web', 'app/web', 'zoo/web')).toEqual(['app', 'zoo']);
  expect(seenBy('zoo/web', 'shop/orders')).toEqual(['.', 'zoo']);
  expect(seenBy()).toEqual(['~']);
});
