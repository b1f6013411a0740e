import { identityWithoutPods } from '../../../src/analysis/rules/identity-without-pods';
import { authorizationPolicy, object, objects, pods } from '../objects';
import { ruleTest } from '../rule-test';

const from = (source: object) => authorizationPolicy('web', { rules: [{ from: [{ source }] }] });
const orders = pods('orders', { serviceAccountName: 'orders' });
const AT = 'AuthorizationPolicy shop/web spec.rules[0].from[0].source';

ruleTest(identityWithoutPods, {
  valid: [
    { name: 'pods that run so', objects: objects(from({ principals: ['cluster.local/ns/shop/sa/orders', '*/ns/shop/sa/orders'] }), orders) },
    { name: 'pods that are not known', objects: objects(from({ principals: ['cluster.local/ns/web/sa/web'] }), orders) },
    { name: 'several identities', objects: objects(from({ principals: ['*', 'cluster.local/ns/shop/sa/*'] }), orders) },
    { name: 'a gateway that lies outside', objects: objects(from({ principals: ['cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account'] })), surroundings: { complete: true } },
    { name: 'a machine', objects: objects(from({ serviceAccounts: ['vm'] }), orders, object('networking.istio.io/v1', 'WorkloadGroup', 'vm', { spec: { template: { serviceAccount: 'vm' } } })) },
    { name: 'a gateway that the Gateway API makes', objects: objects(from({ serviceAccounts: ['edge-istio'] }), orders, object('gateway.networking.k8s.io/v1', 'Gateway', 'edge', { spec: { gatewayClassName: 'istio' } })) },
    { name: 'a namespace', objects: objects(from({ namespaces: ['shop'] }), orders) },
  ],
  invalid: [
    { name: 'the default account', objects: objects(from({ principals: ['cluster.local/ns/shop/sa/orders'] }), pods('orders', {})), findings: [{ at: `${AT}.principals[0]`, message: 'unused', data: { namespace: 'shop', account: 'orders' } }] },
    { name: 'an account of the own namespace', objects: objects(from({ serviceAccounts: ['order'] }), orders), findings: [{ at: `${AT}.serviceAccounts[0]`, message: 'unused' }] },
  ],
});
