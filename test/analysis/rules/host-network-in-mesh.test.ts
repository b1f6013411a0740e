import { hostNetworkInMesh } from '../../../src/analysis/rules/host-network-in-mesh';
import { namespace, objects, pods } from '../objects';
import { ruleTest } from '../rule-test';

const agent = pods('agent', { hostNetwork: true });
const mesh = namespace('shop', { 'istio-injection': 'enabled' });

ruleTest(hostNetworkInMesh, {
  valid: [
    { name: 'a network of its own', objects: objects(pods('agent', { hostNetwork: false }), mesh) },
    { name: 'a namespace outside the mesh', objects: objects(agent, namespace('shop')) },
    { name: 'said so', objects: objects(pods('agent', { hostNetwork: true }, { labels: { 'app': 'agent', 'sidecar.istio.io/inject': 'false' } }), mesh) },
    { name: 'a namespace that is not known', objects: objects(agent) },
  ],
  invalid: [
    { name: 'a proxy beside each pod', objects: objects(agent, mesh), findings: [{ at: 'Deployment shop/agent spec.template.spec.hostNetwork', message: 'outside', data: {} }] },
    { name: 'the proxy of the node', objects: objects(agent, namespace('shop', { 'istio.io/dataplane-mode': 'ambient' })), findings: [{ at: 'Deployment shop/agent spec.template.spec.hostNetwork', message: 'outside' }] },
  ],
});
