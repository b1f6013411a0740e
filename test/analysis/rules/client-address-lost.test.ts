import { clientAddressLost } from '../../../src/analysis/rules/client-address-lost';
import { DEFAULT_SURROUNDINGS } from '../../../src/manifests/surroundings';
import { authorizationPolicy, deployment, objects, pods, service } from '../objects';
import { ruleTest } from '../rule-test';

const selector = { matchLabels: { app: 'edge' } };
const policy = (source: object, more: object = { selector }, name = 'edge') => authorizationPolicy(name, { ...more, rules: [{ from: [{ source }] }] });
const direct = { ipBlocks: ['203.0.113.0/24'] };
const said = { remoteIpBlocks: ['203.0.113.0/24'] };
const edge = pods('edge', {}, { labels: { app: 'edge' }, annotations: { 'inject.istio.io/templates': 'gateway' } });
const open = (more: object = {}) => service('edge', [{ name: 'https', port: 443 }], { type: 'LoadBalancer', ...more });
const at = 'AuthorizationPolicy shop/edge spec.rules[0].from[0].source';
const [usual] = DEFAULT_SURROUNDINGS.gatewayWorkloads;
const outside = (preservesSourceAddress: boolean) => ({ gatewayWorkloads: [{ ...usual, preservesSourceAddress }], numTrustedProxies: 0 });
const ofOutside = policy(direct, { selector: { matchLabels: { istio: 'ingressgateway' } } }, 'istio-system/edge');

ruleTest(clientAddressLost, {
  valid: [
    { name: 'a Service that leaves addresses as they are', objects: objects(policy(direct), edge, open({ externalTrafficPolicy: 'Local' })), surroundings: { numTrustedProxies: 0 } },
    { name: 'what proxies say, behind proxies', objects: objects(policy(said), edge, open()), surroundings: { numTrustedProxies: 2 } },
    { name: 'pods that are no gateway', objects: objects(policy(direct), deployment('edge'), open()), surroundings: { numTrustedProxies: 2 } },
    { name: 'a gateway of which nothing is known', objects: objects(policy(direct), edge, service('edge')) },
    { name: 'no addresses', objects: objects(policy({ principals: ['*'] }), edge, open()) },
    { name: 'a gateway outside that sees clients', objects: objects(ofOutside), surroundings: outside(true) },
  ],
  invalid: [
    { name: 'proxies in front', objects: objects(policy(direct), edge, open({ externalTrafficPolicy: 'Local' })), surroundings: { numTrustedProxies: 1 }, findings: [{ at: `${at}.ipBlocks`, message: 'proxy' }] },
    { name: 'nodes in between', objects: objects(policy({ notIpBlocks: ['203.0.113.0/24'] }), edge, open()), findings: [{ at: `${at}.notIpBlocks`, message: 'node' }] },
    { name: 'nodes in between, and no proxy to say more', objects: objects(policy(said), edge, open()), surroundings: { complete: true }, findings: [{ at: `${at}.remoteIpBlocks`, message: 'node' }] },
    { name: 'a gateway outside', objects: objects(ofOutside), surroundings: outside(false), findings: [{ at: at.replace('shop', 'istio-system') + '.ipBlocks', message: 'node' }] },
    { name: 'a Gateway of the Gateway API', objects: objects(policy(direct, { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' }] })), surroundings: { numTrustedProxies: 1 }, findings: [{ at: `${at}.ipBlocks`, message: 'proxy' }] },
  ],
});
