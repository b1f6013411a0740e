import { namespaceInTwoModes } from '../../../src/analysis/rules/namespace-in-two-modes';
import { namespace, objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(namespaceInTwoModes, {
  valid: [
    { name: 'one label', objects: objects(namespace('shop', { 'istio-injection': 'enabled' })) },
    { name: 'the proxy of the node, and injection refused', objects: objects(namespace('shop', { 'istio-injection': 'disabled', 'istio.io/dataplane-mode': 'ambient' })) },
  ],
  invalid: [
    {
      name: 'injection and a revision',
      objects: objects(namespace('shop', { 'istio-injection': 'enabled', 'istio.io/rev': 'canary' })),
      findings: [{ at: 'Namespace shop metadata.labels[istio.io/rev]', message: 'several', data: { labels: 'istio-injection=enabled, istio.io/rev=canary', counts: 'istio-injection' } }],
    },
    {
      name: 'a revision and the proxy of the node',
      objects: objects(namespace('shop', { 'istio.io/rev': 'canary', 'istio.io/dataplane-mode': 'ambient' })),
      findings: [{ at: 'Namespace shop metadata.labels[istio.io/dataplane-mode]', message: 'several', data: { labels: 'istio.io/rev=canary, istio.io/dataplane-mode=ambient', counts: 'istio.io/rev' } }],
    },
  ],
});
