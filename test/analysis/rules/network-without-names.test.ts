import { networkWithoutNames } from '../../../src/analysis/rules/network-without-names';
import { deployment, namespace, networkPolicy, objects, podsNamed } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });
const out = (...egress: object[]) => networkPolicy('web', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress });
const call = { to: [podsNamed('orders')], ports: [{ port: 8080 }] };
const istiod = { ports: [{ port: 15012 }] };

ruleTest(networkWithoutNames, {
  valid: [
    { name: 'no policy', objects: objects(mesh, deployment('web')) },
    { name: 'names over UDP', objects: objects(mesh, deployment('web'), out(call, { ports: [{ port: 5353, protocol: 'UDP' }] })) },
    { name: 'names over TCP', objects: objects(mesh, deployment('web'), out(call, { ports: [{ port: 53 }] })) },
    { name: 'all ports', objects: objects(mesh, deployment('web'), out(call, { to: [{ namespaceSelector: {} }] })) },
    { name: 'pods that call nobody', objects: objects(mesh, deployment('web'), out(istiod)) },
    { name: 'pods outside of the mesh', objects: objects(namespace('shop'), deployment('web'), out(call)) },
  ],
  invalid: [
    { name: 'calls without names', objects: objects(mesh, deployment('web'), out(istiod, call)), findings: [{ at: 'NetworkPolicy shop/web spec.egress[1]', message: 'nameless', data: { workload: 'shop/web' } }] },
  ],
});
