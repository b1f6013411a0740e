import { sidecarInAmbient } from '../../../src/analysis/rules/sidecar-in-ambient';
import { deployment, namespace, objects, sidecar } from '../objects';
import { ruleTest } from '../rule-test';

const wide = sidecar('default', { egress: [{ hosts: ['./*'] }] });
const own = sidecar('web', { workloadSelector: { labels: { app: 'web' } }, egress: [{ hosts: ['./*'] }] });
const ambient = namespace('shop', { 'istio.io/dataplane-mode': 'ambient' });

ruleTest(sidecarInAmbient, {
  valid: [
    { name: 'a proxy beside each pod', objects: objects(wide, own, namespace('shop', { 'istio-injection': 'enabled' }), deployment('web')) },
    { name: 'a proxy by the label that counts', objects: objects(wide, namespace('shop', { 'istio.io/dataplane-mode': 'ambient', 'istio.io/rev': 'stable' })) },
    { name: 'a namespace that is not known', objects: objects(wide, own, deployment('web')) },
  ],
  invalid: [
    { name: 'the namespace', objects: objects(wide, ambient), findings: [{ at: 'Sidecar shop/default', message: 'namespace', data: { namespace: 'shop' } }] },
    { name: 'pods', objects: objects(own, ambient, deployment('web')), findings: [{ at: 'Sidecar shop/web spec.workloadSelector.labels', message: 'pods', data: { workload: 'shop/web' } }] },
  ],
});
