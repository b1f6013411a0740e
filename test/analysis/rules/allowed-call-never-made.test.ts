import { allowedCallNeverMade } from '../../../src/analysis/rules/allowed-call-never-made';
import { authorizationPolicy, namespace, objects, pods, service, sidecar, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const caller = pods('orders', { serviceAccountName: 'orders' });
const base = [mesh, caller, pods('web', {}), service('web')] as const;
const sees = (hosts: string[], name = 'orders', labels: object = { app: 'orders' }) => sidecar(name, { workloadSelector: { labels }, egress: [{ hosts }] });
const allow = (action = 'ALLOW', principal = 'cluster.local/ns/shop/sa/orders') => authorizationPolicy('web', { action, selector: { matchLabels: { app: 'web' } }, rules: [{ from: [{ source: { principals: [principal] } }] }] });
const AT = 'AuthorizationPolicy shop/web spec.rules[0].from[0].source.principals[0]';

ruleTest(allowedCallNeverMade, {
  valid: [
    { name: 'the host', objects: objects(...base, sees(['./web.shop.svc.cluster.local']), allow()) },
    { name: 'every host', objects: objects(...base, sees(['*/*']), allow()) },
    { name: 'hosts of the namespace', objects: objects(...base, sees(['shop/*']), allow()) },
    { name: 'another Sidecar', objects: objects(...base, sees(['istio-system/*'], 'users', { app: 'users' }), allow()) },
    { name: 'a denial', objects: objects(...base, sees(['istio-system/*']), allow('DENY')) },
    { name: 'several callers', objects: objects(...base, sees(['istio-system/*']), allow('ALLOW', 'cluster.local/ns/shop/sa/*')) },
    { name: 'a route of another host', objects: objects(...base, sees(['istio-system/*', './a.example.com']), allow(), virtualService('a', { hosts: ['a.example.com'], http: [{ route: [to('web')] }] })) },
    { name: 'no Sidecar', objects: objects(...base, allow()) },
    { name: 'a Sidecar that hides nothing', objects: objects(...base, sidecar('orders', { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }), allow()) },
  ],
  invalid: [
    { name: 'hosts of another namespace', objects: objects(...base, sees(['istio-system/*']), allow()), findings: [{ at: AT, message: 'hidden', data: { caller: 'shop/orders', sidecar: 'Sidecar shop/orders', host: 'web.shop.svc.cluster.local' } }] },
    { name: 'the Sidecar of the mesh', objects: objects(...base, sees(['istio-system/*'], 'istio-system/default', {}), allow()), findings: [{ at: AT, message: 'hidden' }] },
  ],
});
