import { podWithoutAppLabel } from '../../../src/analysis/rules/pod-without-app-label';
import { deployment, namespace, objects, pods } from '../objects';
import { ruleTest } from '../rule-test';

const mesh = namespace('shop', { 'istio-injection': 'enabled' });

ruleTest(podWithoutAppLabel, {
  valid: [
    { name: 'app', objects: objects(deployment('web'), mesh) },
    { name: 'the name that Kubernetes recommends', objects: objects(deployment('web', { 'app.kubernetes.io/name': 'web' }), mesh) },
    { name: 'pods outside the mesh', objects: objects(deployment('web', { tier: 'front' }), namespace('shop')) },
    { name: 'a gateway', objects: objects(pods('edge', { containers: [{ name: 'istio-proxy', image: 'auto' }] }, { labels: { istio: 'edge' } }), mesh) },
  ],
  invalid: [{ name: 'another label', objects: objects(deployment('web', { tier: 'front' }), mesh), findings: [{ at: 'Deployment shop/web spec.template.metadata.labels', message: 'none', data: { workload: 'web' } }] }],
});
