import { entranceRefused } from '../../../src/analysis/rules/entrance-refused';
import { authorizationPolicy, deployment, gateway, namespace, objects, pods, service, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const entrance = objects(
  virtualService('web', { hosts: ['a.example.com'], gateways: ['edge'], http: [{ route: [to('web')] }] }),
  gateway('edge', { selector: { istio: 'ingressgateway' }, servers: [] }),
  service('web'), deployment('web'),
);
const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const allow = (source: object) => authorizationPolicy('web', { rules: [{ from: [{ source }] }] });
const account = 'istio-ingressgateway-service-account';
const AT = 'VirtualService shop/web spec.http[0].route[0].destination';
const with_ = (...more: object[]) => `${entrance}\n---\n${objects(mesh, ...more as Record<string, unknown>[])}`;

ruleTest(entranceRefused, {
  valid: [
    { name: 'no policy', objects: with_() },
    { name: 'the gateway', objects: with_(allow({ principals: [`cluster.local/ns/istio-system/sa/${account}`] })) },
    { name: 'the namespace of the gateway', objects: with_(allow({ namespaces: ['istio-*'] })) },
    { name: 'the account of the gateway', objects: with_(allow({ serviceAccounts: [`istio-system/${account}`] })) },
    { name: 'whoever has a token', objects: with_(allow({ requestPrincipals: ['*'] })) },
    { name: 'all but another', objects: with_(allow({ notPrincipals: ['*/sa/other'] })) },
    { name: 'a condition', objects: with_(authorizationPolicy('web', { rules: [{ when: [{ key: 'source.namespace', values: ['istio-system'] }, { key: 'source.principal', values: ['*'] }, { key: 'request.headers[x]', values: ['a'] }] }] })) },
    { name: 'a policy that is tried only', objects: with_({ ...allow({ namespaces: ['web'] }), metadata: { name: 'web', namespace: 'shop', annotations: { 'istio.io/dry-run': 'true' } } }) },
    { name: 'pods that are not known to have a proxy', objects: `${entrance}\n---\n${objects(allow({ namespaces: ['web'] }))}` },
    { name: 'routes of the mesh', objects: objects(mesh, allow({ namespaces: ['web'] }), virtualService('web', { hosts: ['web'], http: [{ route: [to('web')] }] }), service('web'), deployment('web')) },
  ],
  invalid: [
    { name: 'somebody else', objects: with_(allow({ namespaces: ['web'] })), findings: [{ at: AT, message: 'refused', data: { namespace: 'istio-system', account, workload: 'shop/web' } }] },
    { name: 'nobody', objects: with_(authorizationPolicy('none', {})), findings: [{ at: AT, message: 'refused' }] },
    { name: 'the gateway excluded', objects: with_(allow({ namespaces: ['istio-system'], notServiceAccounts: [`istio-system/${account}`] })), findings: [{ at: AT, message: 'refused' }] },
    { name: 'a condition that excludes it', objects: with_(authorizationPolicy('web', { rules: [{ when: [{ key: 'source.serviceAccount', values: ['web'] }] }] })), findings: [{ at: AT, message: 'refused' }] },
    {
      name: 'a gateway of the own',
      objects: objects(mesh, allow({ serviceAccounts: ['other'] }), virtualService('web', { hosts: ['a.example.com'], gateways: ['edge'], http: [{ route: [to('web')] }] }), gateway('edge', { selector: { app: 'edge' }, servers: [] }), pods('edge', { serviceAccountName: 'edge' }), service('web'), deployment('web')),
      findings: [{ at: AT, message: 'refused', data: { namespace: 'shop', account: 'edge', workload: 'shop/web' } }],
    },
  ],
});
