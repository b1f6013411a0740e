import { autoImageWithoutInjection } from '../../../src/analysis/rules/auto-image-without-injection';
import { namespace, object, objects, pods } from '../objects';
import { ruleTest } from '../rule-test';

const containers = [{ name: 'istio-proxy', image: 'auto' }];
const edge = pods('edge', { containers });

ruleTest(autoImageWithoutInjection, {
  valid: [
    { name: 'injected pods', objects: objects(edge, namespace('shop', { 'istio-injection': 'enabled' })) },
    { name: 'pods that ask for it', objects: objects(pods('edge', { containers }, { labels: { 'app': 'edge', 'sidecar.istio.io/inject': 'true' } }), namespace('shop')) },
    { name: 'a namespace that is not known', objects: objects(edge) },
    { name: 'another image', objects: objects(pods('edge', { containers: [{ name: 'istio-proxy', image: 'proxyv2' }] }), namespace('shop')) },
  ],
  invalid: [
    { name: 'a Deployment', objects: objects(edge, namespace('shop')), findings: [{ at: 'Deployment shop/edge spec.template.spec.containers[0].image', message: 'template', data: {} }] },
    { name: 'a pod', objects: objects(object('v1', 'Pod', 'edge', { spec: { containers } }), namespace('shop')), findings: [{ at: 'Pod shop/edge spec.containers[0].image', message: 'pod' }] },
  ],
});
