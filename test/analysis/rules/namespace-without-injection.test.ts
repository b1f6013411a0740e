import { namespaceWithoutInjection } from '../../../src/analysis/rules/namespace-without-injection';
import { namespace, objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(namespaceWithoutInjection, {
  valid: [
    { name: 'a proxy beside each pod', objects: objects(namespace('shop', { 'istio-injection': 'enabled' })) },
    { name: 'a revision', objects: objects(namespace('shop', { 'istio.io/rev': 'stable' })) },
    { name: 'the proxy of the node', objects: objects(namespace('shop', { 'istio.io/dataplane-mode': 'ambient' })) },
    { name: 'kept out on purpose', objects: objects(namespace('shop', { 'istio-injection': 'disabled' })) },
    { name: 'the namespace of Istio', objects: objects(namespace('istio-system')) },
  ],
  invalid: [
    { name: 'no label', objects: objects(namespace('shop')), findings: [{ at: 'Namespace shop metadata.labels', message: 'none', data: { namespace: 'shop' } }] },
    { name: 'an empty label', objects: objects(namespace('shop', { 'istio-injection': '' })), findings: [{ at: 'Namespace shop metadata.labels', message: 'none' }] },
  ],
});
