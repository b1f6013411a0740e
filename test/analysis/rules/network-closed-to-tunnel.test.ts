import { networkClosedToTunnel } from '../../../src/analysis/rules/network-closed-to-tunnel';
import { deployment, namespace, networkPolicy, objects, podsNamed, service } from '../objects';
import { ruleTest } from '../rule-test';

const called = [namespace('shop', { 'istio.io/dataplane-mode': 'ambient' }), namespace('legacy'), service('orders', [{ name: 'http', port: 80, targetPort: 8080 }]), deployment('orders'), deployment('web'), deployment('legacy/batch')];
const orders = { podSelector: { matchLabels: { app: 'orders' } } };
const open = (ingress: object[]) => networkPolicy('orders', { ...orders, ingress });
const closed = { port: 8080, workload: 'shop/orders' };

ruleTest(networkClosedToTunnel, {
  valid: [
    { name: 'no policy', objects: objects(...called) },
    { name: 'the tunnel, opened beside, by a range, by all ports, and by another policy', objects: objects(...called, open([{ from: [podsNamed('web')], ports: [{ port: 8080 }, { port: 15000, endPort: 15100 }] }])) },
    { name: 'another policy opens it', objects: objects(...called, open([{ ports: [{ port: 8080 }] }]), networkPolicy('all', { podSelector: {}, ingress: [{ ports: [{ port: 15008 }] }] })) },
    { name: 'pods that nobody may call', objects: objects(...called, networkPolicy('all', { podSelector: {} })) },
    { name: 'callers without a proxy', objects: objects(...called, open([{ from: [podsNamed('batch', 'legacy'), { ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 8080 }] }])) },
    { name: 'sidecars', objects: objects(namespace('shop', { 'istio-injection': 'enabled' }), ...called.slice(2), open([{ ports: [{ port: 8080 }] }])) },
    { name: 'ports of no Service', objects: objects(...called, open([{ ports: [{ port: 9090 }] }])) },
  ],
  invalid: [
    { name: 'callers in the mesh', objects: objects(...called, open([{ from: [podsNamed('web')], ports: [{ port: 8080 }] }])), findings: [{ at: 'NetworkPolicy shop/orders spec.ingress[0].ports', message: 'closed', data: closed }] },
    { name: 'everybody', objects: objects(...called, open([{ ports: [{ port: 8080 }] }])), findings: [{ at: 'NetworkPolicy shop/orders spec.ingress[0].ports', message: 'closed', data: closed }] },
  ],
});
