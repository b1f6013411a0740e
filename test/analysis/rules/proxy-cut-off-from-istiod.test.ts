import { proxyCutOffFromIstiod } from '../../../src/analysis/rules/proxy-cut-off-from-istiod';
import { deployment, namespace, networkPolicy, objects } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const out = (...egress: object[]) => networkPolicy('web', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress });

ruleTest(proxyCutOffFromIstiod, {
  valid: [
    { name: 'no policy', objects: objects(mesh, deployment('web')) },
    { name: 'a policy about what comes in', objects: objects(mesh, deployment('web'), networkPolicy('web', { podSelector: {} })) },
    { name: 'the port of istiod', objects: objects(mesh, deployment('web'), out({ ports: [{ port: 15012 }] })) },
    { name: 'all ports', objects: objects(mesh, deployment('web'), out({ to: [{ namespaceSelector: {} }] })) },
    { name: 'another policy opens it', objects: objects(mesh, deployment('web'), out(), networkPolicy('all', { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 15000, endPort: 15100 }] }] })) },
    { name: 'pods without a proxy beside them', objects: objects(namespace('shop', { 'istio.io/dataplane-mode': 'ambient' }), deployment('web'), out()) },
  ],
  invalid: [
    { name: 'nothing out', objects: objects(mesh, deployment('web'), out()), findings: [{ at: 'NetworkPolicy shop/web spec.egress', message: 'cut', data: { workload: 'shop/web' } }] },
    { name: 'other ports, and UDP', objects: objects(mesh, deployment('web'), out({ ports: [{ port: 443 }, { port: 15012, protocol: 'UDP' }] })), findings: [{ at: 'NetworkPolicy shop/web spec.egress', message: 'cut' }] },
  ],
});
