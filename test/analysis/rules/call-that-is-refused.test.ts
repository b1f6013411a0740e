import { callThatIsRefused } from '../../../src/analysis/rules/call-that-is-refused';
import { authorizationPolicy, namespace, objects, pods, service, serviceEntry, sidecar } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const caller = pods('orders', { serviceAccountName: 'orders' });
const callee = pods('web', { serviceAccountName: 'web' });
const sees = (...hosts: string[]) => sidecar('orders', { workloadSelector: { labels: { app: 'orders' } }, egress: [{ hosts }] });
const host = './web.shop.svc.cluster.local';
const allow = (...accounts: string[]) => authorizationPolicy('web', { selector: { matchLabels: { app: 'web' } }, rules: [{ from: [{ source: { principals: accounts.map((one) => `cluster.local/ns/shop/sa/${one}`) } }] }] });
const web = service('web');

ruleTest(callThatIsRefused, {
  valid: [
    { name: 'an allowed call', objects: objects(mesh, caller, callee, web, sees(host), allow('orders')) },
    { name: 'wildcards', objects: objects(mesh, caller, callee, web, sees('./*'), allow('users')) },
    { name: 'a host outside', objects: objects(mesh, caller, callee, web, sees('./a.example.com', './none.shop.svc.cluster.local'), serviceEntry('a', { hosts: ['a.example.com'] }), allow('users')) },
    { name: 'a Sidecar of the namespace', objects: objects(mesh, caller, callee, web, sidecar('default', { egress: [{ hosts: [host] }] }), allow('users')) },
    { name: 'no policies', objects: objects(mesh, caller, callee, web, sees(host)) },
    { name: 'one of two that share the Sidecar', objects: objects(mesh, caller, pods('users', { serviceAccountName: 'users' }, { labels: { app: 'orders' } }), callee, web, sees(host), allow('users')) },
  ],
  invalid: [{ name: 'another caller', objects: objects(mesh, caller, callee, web, sees('./*', host), allow('users')), findings: [{ at: 'Sidecar shop/orders spec.egress[0].hosts[1]', message: 'refused', data: { host: 'web.shop.svc.cluster.local', caller: 'shop/orders', account: 'orders' } }] }],
});
